import type { Redacted } from '@capi/seams';

/** Where an API server is, how to know it, and who we are to it. */
export interface ClusterAccess {
  /** `https://10.0.0.1:6443`, with a path when it sits behind a proxy. `http:` is taken as well, for a local proxy. */
  readonly server: string;
  /** PEM. Absent: the authorities that the system trusts. */
  readonly ca?: string;
  /** Trust whatever answers. */
  readonly insecureSkipTLSVerify?: boolean;
  /** Name to expect in the server's certificate. Absent: the host of `server`. */
  readonly tlsServerName?: string;
  /** Client certificate, PEM. */
  readonly certificate?: { readonly cert: string; readonly key: Redacted<string> };
  /** Asked for before every request; remembers what is still good by itself. */
  readonly token?: TokenSource;
}

/** Where a bearer token comes from. Rejects with one clear line when there is none to be had. */
export interface TokenSource {
  (): Promise<Redacted<string>>;
  /**
   * The server did not take the token: asks for another one, seldom enough not to flood whoever gives them. Answers whether it is worth
   * a try. Absent where there is but one.
   */
  readonly renew?: () => Promise<boolean>;
}
