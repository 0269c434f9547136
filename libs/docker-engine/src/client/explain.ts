import { TimedOut, type Failure } from '@capi/seams';

import type { EngineRefusal } from '../docker-engine.ts';
import { EngineAnswer, refused } from '../refusal.ts';

/** What was asked, for people: `create container demo-lb`. */
export interface Asked {
  readonly action: string;
  /** What a person can do, by the sort of the refusal. */
  readonly hints?: Partial<Readonly<Record<EngineRefusal, string>>>;
}

/** An error as the client library makes it from an answer, or as Node makes it from a connection. */
interface ClientError {
  readonly message: string;
  readonly statusCode?: number;
  readonly reason?: string;
  readonly code?: string;
}

/** A failure of the client library as one of ours, with the engine's words where it has said any. */
export function explain(error: unknown, { action, hints }: Asked, address: string): Error {
  if (error instanceof TimedOut) return unreachable(action, address, error.message);
  const { statusCode, code, message, reason } = error as ClientError;
  if (statusCode === undefined)
    return code === undefined ? (error as Error) : unreachable(action, address, connectionWords(code, message), code);
  const words = engineWords(message, statusCode, reason);
  const answer = new EngineAnswer(refusalOf(statusCode, words), words, statusCode);
  const hint = portHint(words) ?? hints?.[answer.refusal];
  return refused(answer, { action, why: words, ...(hint === undefined ? {} : { hint }) });
}

/** An engine that cannot be reached, with what a person may look at. */
export function unreachable(action: string, address: string, words: string, code = ''): Error {
  const failure: Failure = { action, why: `the Docker engine at ${address} cannot be reached: ${words}`, hint: hintFor(code) };
  return refused(new EngineAnswer('unreachable', words), failure);
}

function hintFor(code: string): string {
  if (code === 'EACCES' || code === 'EPERM') return 'let this user use the socket, for instance by the group docker';
  return 'see whether it runs, and whether DOCKER_HOST is right';
}

function connectionWords(code: string, message: string): string {
  switch (code) {
    case 'ENOENT':
      return 'there is no such socket';
    case 'ECONNREFUSED':
      return 'nothing listens there';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'ECONNRESET':
    case 'EPIPE':
      return 'the connection broke';
    default:
      return message;
  }
}

/** What the client library puts around the engine's words goes, and so do pages that something on the way answers. */
export function engineWords(message: string, status: number, reason = 'unexpected'): string {
  const prefix = `(HTTP code ${status}) ${reason} - `;
  const words = (message.startsWith(prefix) ? message.slice(prefix.length) : message).trim();
  if (words === '' || words.startsWith('<') || words === '[object Object]') return `it answered with status ${status} and no explanation`;
  const line = words.replace(/\s+/g, ' ');
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}

const longest = 500;

const portTrouble = /port is already allocated|ports? (?:is|are) not available|external connectivity|listen tcp/i;

const portHint = (words: string): string | undefined =>
  portTrouble.test(words) ? 'another program of this host has the port: stop it, or choose another port' : undefined;

/** The engine has few statuses and no codes: some cases are told by its words alone, which have been the same for years. */
export function refusalOf(status: number, words: string): EngineRefusal {
  if (/no space left on device|disk quota exceeded/i.test(words)) return 'no-space';
  if (/pool overlaps|overlapping IPv[46]|non-overlapping IPv[46] address pool/i.test(words)) return 'overlap';
  if (/is not running|container .* is paused|is restarting, wait/i.test(words)) return 'not-running';
  if (portTrouble.test(words)) return 'other';
  if (/address already in use/i.test(words)) return 'address-in-use';
  if (status === 404) return 'not-found';
  if (status === 409 && /already in use by|already exists/i.test(words)) return 'conflict';
  return 'other';
}

/** What the engine answered when it refused; undefined when `error` is something else. */
export const answerOf = (error: unknown): EngineAnswer | undefined =>
  error instanceof Error && error.cause instanceof EngineAnswer ? error.cause : undefined;

/** @returns undefined when there is no such thing */
export async function unlessNotFound<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (answerOf(error)?.refusal === 'not-found') return undefined;
    throw error;
  }
}
