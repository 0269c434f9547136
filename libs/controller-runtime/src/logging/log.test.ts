import { Event } from '@capi/api';
import { instant, secret, transient } from '@capi/seams';
import { seededRandom } from '@capi/seams';
import { virtualClock } from '@capi/seams/testing';

import { createClient } from '../client/create-client.ts';
import { createEventBroadcaster } from '../events/create-event-recorder.ts';
import { fakeApiServer } from '../testing/fake-api-server.ts';
import { aWidget } from '../testing/objects.ts';
import { createLog, silentLog } from './create-log.ts';
import { withLogContext } from './log-context.ts';
import { pinoSink } from './pino-sink.ts';
import { createVerbosity } from './verbosity.ts';

const clock = virtualClock(instant(Date.parse('2026-11-21T10:06:23.123Z')));
/** What is written by `act`. */
function written(format: 'text' | 'json', act: (log: ReturnType<typeof createLog>) => void, verbosity = 4): string {
  let text = '';
  const stream = {
    write: (line: string) => {
      text += line;
    },
  };
  act(createLog(pinoSink({ format, verbosity: createVerbosity(verbosity), clock, stream })));
  return text;
}

describe('log', () => {
  test('prints as klog does', () => {
    const line = written('text', (log) =>
      log.info('Created Machine', { Machine: 'team-a/w-1', replicas: 3, err: new Error('no "luck"'), none: undefined }),
    );
    expect(line).toBe('I1121 10:06:23.123000 "Created Machine" Machine="team-a/w-1" replicas=3 err="no \\"luck\\""\n');
  });

  test('prints JSON with the keys of upstream', () => {
    const lines = written('json', (log) => {
      log.info('Created Machine', { Machine: 'team-a/w-1' });
      log.error('Reconciler error', { err: new Error('no luck') });
      log.debug('Looked twice');
    });
    expect(
      lines
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { v: 0, ts: 1795255583123, Machine: 'team-a/w-1', msg: 'Created Machine' },
      { level: 'error', ts: 1795255583123, err: 'no luck', msg: 'Reconciler error' },
      { v: 4, ts: 1795255583123, msg: 'Looked twice' },
    ]);
  });

  test('leaves out what is only for a higher level', () => {
    expect(written('text', (log) => log.debug('how'), 2)).toBe('');
  });

  test('adds what the reconcile is about to every line within it', async () => {
    const lines: string[] = [];
    await withLogContext({ controller: 'widget' }, async () => {
      await Promise.resolve();
      lines.push(written('text', (log) => log.info('x')));
    });
    lines.push(written('text', (log) => log.info('x')));
    expect(lines.map((line) => line.includes('controller="widget"'))).toEqual([true, false]);
  });

  test.each(['text', 'json'] as const)('shows no secret as %s', (format) => {
    const key = secret('hunter2');
    const line = written(format, (log) => {
      log.info('direct', { key });
      log.info('within', { deep: { list: [key] } });
      log.error('failed', { err: transient({ action: 'read', why: `bad key ${String(key)}` }) });
      log.with({ key }).info('bound');
    });
    expect(line).not.toContain('hunter2');
    expect(line.match(/\[redacted\]/g)).toHaveLength(4);
  });
});

describe('event', () => {
  test('shows no secret', async () => {
    const server = fakeApiServer(Event as never);
    const events = createEventBroadcaster({
      client: createClient({ transport: server.transport }),
      clock,
      random: seededRandom(1),
      log: silentLog,
    });
    events.recorder('c').warning(aWidget('a'), 'Failed', `token ${String(secret('hunter2'))} is no good`);
    await clock.settle();
    expect(server.requests.map(({ body }) => body).join()).not.toContain('hunter2');
  });
});
