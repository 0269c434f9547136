import { closeSync, existsSync, openSync, readFileSync, readSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';

import { Line, StatusError, text, type ApiRequest, type ApiResponse, type SubresourceRoute, type Target } from '@capi/apiserver';

/** `kubectl logs` for the pods that stand for the sandbox's processes, from the files that they write. */
export const podLogs = (folder: string): SubresourceRoute => ({
  resource: 'pods',
  subresource: 'log',
  answer: (target, request) => readLog(folder, target, request),
});

function readLog(folder: string, { namespace = '', name = '' }: Target, { query }: ApiRequest): ApiResponse {
  const container = query.get('container') ?? 'manager';
  // Names come from the path: what is no Kubernetes name must not lead out of the folder.
  if (![namespace, name, container].every((part) => /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(part)))
    throw new StatusError(400, 'BadRequest', 'no such container');
  if (query.get('previous') === 'true')
    throw new StatusError(400, 'BadRequest', `the log of container ${container} goes on when it is restarted: leave out --previous`);
  const file = join(folder, namespace, name, `${container}.log`);
  if (!existsSync(file)) throw new StatusError(404, 'NotFound', `container ${container} of pod ${namespace}/${name} has written nothing`);
  const whole = readFileSync(file, 'utf8');
  const soFar = tail(whole, query.get('tailLines'));
  if (query.get('follow') !== 'true') return text(200, soFar);
  return {
    status: 200,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: (sink) => {
      if (soFar !== '') sink.write(new Line(soFar));
      return follow(file, Buffer.byteLength(whole), (more) => sink.write(new Line(more)));
    },
  };
}

/** The last `count` lines; all when no count is given. */
export function tail(whole: string, count: string | null): string {
  if (count === null || !/^\d+$/.test(count)) return whole;
  const lines = whole.split('\n');
  const ended = lines.at(-1) === '';
  const kept = lines.slice(0, ended ? -1 : undefined).slice(count === '0' ? lines.length : -Number(count));
  return kept.length === 0 ? '' : `${kept.join('\n')}${ended ? '\n' : ''}`;
}

function follow(file: string, from: number, found: (text: string) => void): () => void {
  let position = from;
  const watcher = watch(file, () => {
    const { size } = statSync(file);
    if (size <= position) return;
    const buffer = Buffer.alloc(size - position);
    const descriptor = openSync(file, 'r');
    const read = readSync(descriptor, buffer, 0, buffer.length, position);
    closeSync(descriptor);
    position += read;
    found(buffer.toString('utf8', 0, read));
  });
  return () => watcher.close();
}
