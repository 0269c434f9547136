import type { Container } from './container.ts';

/**
 * The containers of one label, kept current by the engine's events instead of being asked for: listed once at the start and again
 * whenever the event stream broke. Between an own change and its event the view may lag by some milliseconds; `refresh` closes the gap.
 */
export interface Containers {
  /** Whether the first list is in and the event stream stands. What is known is kept while the engine is gone. */
  readonly available: () => boolean;
  /** Why not, for people; undefined when it is. */
  readonly unavailableBecause: () => string | undefined;
  /** In the order of their names. */
  list(labels: Readonly<Record<string, string>>): readonly Container[];
  get(name: string): Container | undefined;
  /** Asks the engine for one container now, and keeps the answer. */
  refresh(nameOrId: string, signal: AbortSignal): Promise<Container | undefined>;
  /** Tells of every container that appeared, changed or went, and, with undefined, that the engine came or went. */
  subscribe(listener: (container: Container | undefined) => void): () => void;
  /** Follows the engine until the signal is aborted; tries again with growing pauses while the engine is gone. */
  follow(signal: AbortSignal): Promise<void>;
}
