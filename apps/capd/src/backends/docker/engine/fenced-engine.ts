import type { Runtime } from '@capi/controller-runtime';
import type { DockerEngine } from '@capi/docker-engine';

import { aroundCalls, type Operation } from './around-calls.ts';

// `exec` is among them: what a program in a container does, the caller alone knows.
const changes: ReadonlySet<Operation> = new Set([
  'create',
  'start',
  'kill',
  'remove',
  'exec',
  'upload',
  'pull',
  'createNetwork',
  'removeNetwork',
]);

/** Whether a call may leave something changed. */
export const isChanging = (operation: Operation): boolean => changes.has(operation);

/**
 * An engine that is changed only while this process leads. Reading is free: a process that does not lead yet may as well know what
 * there is.
 */
export const fencedEngine = (engine: DockerEngine, { whileLeading }: Pick<Runtime, 'whileLeading'>): DockerEngine =>
  aroundCalls(engine, (operation, signal, call) => (isChanging(operation) ? whileLeading(signal, call) : call(signal)));
