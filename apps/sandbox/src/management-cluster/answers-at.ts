import { readFileSync } from 'node:fs';
import { request } from 'node:https';

/** Whether a GET of `url` answers 200, trusting the authority in this file. */
export function answersAt(url: string, authorityFile: string, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = request(url, { ca: readFileSync(authorityFile), signal, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    probe.on('error', () => resolve(false));
    probe.end();
  });
}
