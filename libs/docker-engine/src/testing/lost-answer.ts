import { EngineAnswer, refused } from '../refusal.ts';

/** What a call rejects with whose connection broke before the answer came: the engine may have done what it was asked, or not. */
export function lostAnswer(action: string): Error {
  const why = 'the connection broke';
  return refused(new EngineAnswer('unreachable', why), { action, why });
}
