export { aborted } from './aborted.ts';
export type { Clock } from './clock.ts';
export type { DeepReadonly } from './deep-readonly.ts';
export { days, hours, milliseconds, minutes, parseDuration, printDuration, seconds, type Duration } from './duration.ts';
export { between, instant, later, parseInstant, printInstant, printMicroInstant, rewriteInstant, type Instant } from './instant.ts';
export { parseNanoseconds, printNanoseconds } from './nanoseconds.ts';
export { attempt, OperationError, terminal, transient, unreachable, type Failure } from './operation-error.ts';
export { printValue } from './print-value.ts';
export { Redacted, secret } from './redacted.ts';
export { seededRandom, type Random } from './random.ts';
export {
  defaultKeyAlgorithm,
  isKeyAlgorithm,
  keyPair,
  type Digest,
  type KeyAlgorithm,
  type KeyPair,
  type KeySource,
} from './key-source.ts';
export { isSameJson } from './same-json.ts';
export { redactFields } from './redact-fields.ts';
export { TimedOut, within } from './within.ts';
