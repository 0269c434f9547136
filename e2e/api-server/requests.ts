import { setTimeout as sleep } from 'node:timers/promises';

import type { Transport } from '@capi/controller-runtime';

import type { Fields } from './webhook-server.ts';

/** An answer as far as expectations look at it. */
export interface Answer {
  readonly status: number;
  readonly warnings: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of any shape
  readonly body: any;
}

export type Send = (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown, headers?: Fields) => Promise<Answer>;

const patchType = 'application/merge-patch+json';
export const applyType = 'application/apply-patch+yaml';

/** Requests as they go over the wire, so that versions, headers and causes can be looked at. */
export const sender =
  (transport: Transport): Send =>
  async (method, path, body, headers = {}) => {
    const contentType = method === 'PATCH' ? patchType : 'application/json';
    const response = await transport.send(
      {
        method,
        path,
        headers: { accept: 'application/json', 'content-type': contentType, ...(headers as Record<string, string>) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
      new AbortController().signal,
    );
    const text = await response.text();
    return {
      status: response.status,
      warnings: response.headers['warning'] ?? '',
      // A path that is not served yet is answered in plain text.
      body: text.startsWith('{') ? JSON.parse(text) : text,
    };
  };

/** A real server follows CRDs and webhook configurations a moment after they were written. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await holds()) return;
    await sleep(50);
  }
  throw new Error('it did not come to pass');
}
