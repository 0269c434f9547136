/** Fields to which a limit applies: dotted paths, `[]` for the items of a list; everything below is meant, too. */
export interface Limit {
  readonly paths: readonly string[];
  /** Why it is so; a sentence for users who wonder. */
  readonly why: string;
}

/**
 * What the conversion of an old version cannot do. Everything else comes back as it was; but for zeros and empty values, which versions
 * before v1beta2 mostly cannot tell from absence.
 */
export interface ConversionLimits {
  /** Fields of the old version that do not come back from the storage version as they were. */
  readonly lost?: readonly Limit[];
  /** Fields of the storage version that do not come back from the old version as they were. */
  readonly changed?: readonly Limit[];
  /** Fields of the storage version in which it does not take everything that the old version took; the next write must repair them. */
  readonly refused?: readonly Limit[];
}

/** A limit, in the order in which it reads. */
export const limit = (why: string, ...paths: readonly string[]): Limit => ({ paths, why });

/** Failure domains are a map by name in old versions. */
export const sortedFailureDomains = (path: string): Limit =>
  limit('failure domains come back sorted by name, each saying whether control-plane Machines may be placed there', path);

/** Counters that old versions always show. */
export const shownCounters = (...paths: readonly string[]): Limit => limit('a counter that is absent comes back as 0', ...paths);
