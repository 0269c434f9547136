import { instant, seededRandom } from '@capi/seams';
import { virtualClock, type VirtualClock } from '@capi/seams/testing';

import { createApiServer, type ApiServer, type ApiServerOptions } from '../api-server.ts';
import { systemAdmin } from '../authentication/user-info.ts';
import { memoryStore } from '../storage/store.ts';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of any shape
  readonly body: any;
}

/** An API server with a client that speaks JSON, for tests. */
export interface TestServer {
  readonly server: ApiServer;
  readonly clock: VirtualClock;
  readonly send: (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<Answer>;
  /** Follows a watch; `take(n)` gives its next events. */
  readonly watch: (path: string, headers?: Record<string, string>) => Promise<TestWatch>;
}

interface TestWatch {
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into events of any shape
  take(count: number): Promise<any[]>;
  /** What is there without waiting. */
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into events of any shape
  rest(): Promise<any[]>;
  stop(): void;
}

/** 2026-01-01T00:00:00Z */
const newYear = instant(1_767_225_600_000);

const patchTypes: Readonly<Record<string, string>> = { PATCH: 'application/merge-patch+json' };

export function testServer(options: Partial<ApiServerOptions> = {}): TestServer {
  const clock = virtualClock(newYear);
  const server = createApiServer({
    clock,
    random: seededRandom(1),
    store: memoryStore(),
    authenticate: () => undefined,
    ...options,
  });
  const transport = server.transport(systemAdmin);
  const never = new AbortController().signal;
  return {
    server,
    clock,
    async send(method, path, body, headers = {}) {
      const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
      const response = await transport.send(
        {
          method,
          path,
          headers: { 'content-type': patchTypes[method] ?? 'application/json', 'user-agent': 'test/v1', ...headers },
          ...(text === undefined ? {} : { body: text }),
        },
        never,
      );
      const answered = await response.text();
      const isJson = response.headers['content-type']?.includes('json') === true;
      return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(answered) : answered };
    },
    async watch(path, headers = {}) {
      const stop = new AbortController();
      const response = await transport.send({ method: 'GET', path, headers }, stop.signal);
      const seen: unknown[] = [];
      let wake = (): void => {};
      const read = async (): Promise<void> => {
        for await (const line of response.lines()) {
          seen.push(JSON.parse(line));
          wake();
        }
      };
      read().then(
        () => seen.push({ type: 'END' }) && wake(),
        () => {},
      );
      return {
        async take(count) {
          while (seen.length < count) await new Promise<void>((resolve) => (wake = resolve));
          return seen.splice(0, count);
        },
        async rest() {
          await clock.settle();
          return seen.splice(0);
        },
        stop: () => stop.abort(new Error('stopped')),
      };
    },
  };
}
