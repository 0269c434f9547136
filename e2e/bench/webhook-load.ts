import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';

import type { WebhookServer } from '../harness/sandbox.ts';

/** A connection pool to one webhook server, as an API server holds it. */
export interface WebhookClient {
  /** Sends a review and answers what came back. */
  post(path: string, body: string): Promise<string>;
  close(): void;
}

export function webhookClient({ url, authorityFile }: WebhookServer, connections: number): WebhookClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections, ca: readFileSync(authorityFile) });
  return {
    post: (path, body) =>
      new Promise((resolve, reject) => {
        const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
        const sending = request(`${url}${path}`, { method: 'POST', agent, headers }, (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('error', reject);
          response.on('end', () => {
            const text = Buffer.concat(parts).toString('utf8');
            if (response.statusCode === 200) resolve(text);
            else reject(new Error(`${path} answered ${response.statusCode}: ${text.slice(0, 300)}`));
          });
        });
        sending.on('error', reject);
        sending.end(body);
      }),
    close: () => agent.destroy(),
  };
}

/** Times from when a request was due until its answer, in milliseconds, sorted. */
export type Latencies = readonly number[];

/**
 * Sends requests at a steady rate, whether or not earlier ones are answered. Time counts from the moment a request was due: one that is
 * sent late because the machine was busy has waited, too.
 */
export async function atRate(perSecond: number, seconds: number, send: () => Promise<unknown>): Promise<Latencies> {
  const started = performance.now();
  const latencies: number[] = [];
  const pending: Promise<void>[] = [];
  for (let index = 0; index < perSecond * seconds; index += 1) {
    const due = started + (index * 1000) / perSecond;
    await until(due);
    pending.push(send().then(() => void latencies.push(performance.now() - due)));
  }
  await Promise.all(pending);
  return latencies.toSorted((a, b) => a - b);
}

/** Timers are late by up to a millisecond or two, which is what is measured: the rest is waited turn by turn. */
async function until(due: number): Promise<void> {
  const ahead = Math.floor(due - performance.now()) - 2;
  if (ahead > 0) await sleep(ahead);
  while (performance.now() < due) await nextTurn();
}

/** Requests per second with this many always under way. */
export async function atMost(connections: number, seconds: number, send: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  let count = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() - started < seconds * 1000) {
      await send();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  return count / ((performance.now() - started) / 1000);
}

/** The latency that this share of requests stays below. */
export const atQuantile = (latencies: Latencies, q: number): number =>
  latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * q))] ?? 0;
