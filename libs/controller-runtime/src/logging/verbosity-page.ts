import type { IncomingMessage } from 'node:http';

import type { Handler } from '../health/listen.ts';
import type { Log } from './log.ts';
import type { Verbosity } from './verbosity.ts';

/** Longer than any number that makes sense. */
const longestBody = 32;

/**
 * `/debug/flags/v`: a PUT whose body is a number changes how much is logged until the process ends, as upstream's does; a GET says what it is.
 */
export const verbosityPage =
  (verbosity: Verbosity, log: Log): Handler =>
  async (request) => {
    if (request.method === 'GET') return { status: 200, body: `${verbosity.level}\n` };
    if (request.method !== 'PUT') return { status: 405, body: 'Use PUT with the new level as the body, or GET.\n' };
    const body = await readShort(request);
    if (body === undefined || !/^\d{1,3}$/.test(body)) return { status: 400, body: 'The body must be a number, such as 4.\n' };
    const before = verbosity.level;
    verbosity.set(Number(body));
    log.info('Changed how much is logged', { from: before, to: verbosity.level });
    return { status: 200, body: `successfully set klog.logging.verbosity to ${body}\n` };
  };

async function readShort(request: IncomingMessage): Promise<string | undefined> {
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > longestBody) return undefined;
  }
  return body.trim();
}
