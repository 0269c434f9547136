import type { Duration, Instant } from '@capi/seams';

/** An authority that the API server is told to trust. */
export interface Authority {
  /** One certificate, PEM. */
  readonly pem: string;
  readonly until: Instant;
}

/** A serving certificate whose key belongs to it and that an authority of its bundle vouches for. */
export interface SeenPair {
  readonly from: Instant;
  readonly until: Instant;
  /** DNS names and addresses by which the API server calls, and that it is not good for. */
  readonly lacks: readonly string[];
  readonly authority: Authority;
}

/** What the Secret holds. */
export interface SeenSecret {
  /** Or in a few words why it cannot be used: `tls.key is missing`. */
  readonly pair: SeenPair | { readonly broken: string };
  /** All authorities of `ca.crt`, in their order. */
  readonly bundle: readonly Authority[];
}

/** All that decides about the Secret and about which certificate is served. */
export interface Observation {
  readonly now: Instant;
  /** Absent: there is none. */
  readonly secret?: SeenSecret;
  /** What this process serves. Absent: nothing yet. */
  readonly served?: Served;
  /** How long the API server has trusted the authority of the Secret's pair. Absent: it does not, or not everywhere. */
  readonly trustedFor?: Duration;
}

export interface Served {
  /** Until when the certificate is good. */
  readonly until: Instant;
  readonly authority: Authority;
}
