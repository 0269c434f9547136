import { Event } from '@capi/api';
import { instant, minutes, seconds, seededRandom } from '@capi/seams';
import { virtualClock, type VirtualClock } from '@capi/seams/testing';

import { createClient } from '../client/create-client.ts';
import { silentLog } from '../logging/create-log.ts';
import { fakeApiServer, type FakeApiServer } from '../testing/fake-api-server.ts';
import { aWidget } from '../testing/objects.ts';
import { createEventBroadcaster, type EventBroadcaster } from './create-event-recorder.ts';

function aWorld(): {
  readonly server: FakeApiServer;
  readonly clock: VirtualClock;
  readonly events: EventBroadcaster;
  readonly written: () => readonly Event[];
} {
  const server = fakeApiServer(Event as never);
  const clock = virtualClock(instant(Date.parse('2026-01-01T00:00:00Z')));
  const events = createEventBroadcaster({
    client: createClient({ transport: server.transport }),
    clock,
    random: seededRandom(1),
    log: silentLog,
  });
  const written = (): readonly Event[] =>
    [
      ...new Set(
        server.requests.filter(({ method }) => method === 'POST').map(({ body }) => (JSON.parse(body ?? '') as Event).metadata.name),
      ),
    ].map((name) => server.get(name) as Event);
  return { server, clock, events, written };
}
const widget = aWidget('a', { uid: 'u-1', version: 7 });

describe('event recorder', () => {
  test('writes an event as others read it', async () => {
    const { clock, events, written } = aWorld();
    events.recorder('widget-controller').normal(widget, 'SuccessfulCreate', 'created Gadget team-a/g');
    await clock.settle();
    const [event] = written();
    expect(event?.metadata.name).toMatch(/^a\.[0-9a-f]{16}$/);
    expect(event).toMatchObject({
      metadata: { namespace: 'team-a' },
      involvedObject: { apiVersion: 'example.io/v1', kind: 'Widget', namespace: 'team-a', name: 'a', uid: 'u-1', resourceVersion: '7' },
      type: 'Normal',
      reason: 'SuccessfulCreate',
      message: 'created Gadget team-a/g',
      source: { component: 'widget-controller' },
      reportingComponent: 'widget-controller',
      count: 1,
      firstTimestamp: '2026-01-01T00:00:00Z',
      lastTimestamp: '2026-01-01T00:00:00Z',
    });
  });

  test('tells of cluster-scoped objects in the default namespace', async () => {
    const { clock, events, written } = aWorld();
    events.recorder('c').warning({ ...widget, metadata: { name: 'a', uid: 'u' } }, 'Failed', 'no');
    await clock.settle();
    expect(written()[0]?.metadata.namespace).toBe('default');
  });

  test('counts repeats on one event', async () => {
    const { clock, events, written } = aWorld();
    for (let time = 0; time < 3; time += 1) {
      events.recorder('c').warning(widget, 'Failed', 'no');
      await clock.advance(seconds(10));
    }
    expect(written()).toHaveLength(1);
    expect(written()[0]).toMatchObject({ count: 3, firstTimestamp: '2026-01-01T00:00:00Z', lastTimestamp: '2026-01-01T00:00:20Z' });
  });

  test('combines more than ten events that differ in their message only', async () => {
    const { clock, events, written } = aWorld();
    for (let time = 0; time < 15; time += 1) events.recorder('c').normal(widget, 'Scaled', `to ${time}`);
    await clock.settle();
    expect(written()).toHaveLength(11);
    expect(written().at(-1)).toMatchObject({ count: 5, message: '(combined from similar events): to 14' });
  });

  test('cuts off an object that floods, until it has calmed down', async () => {
    const { server, clock, events } = aWorld();
    const tell = (): void => events.recorder('c').normal(widget, 'Busy', 'very');
    for (let time = 0; time < 40; time += 1) tell();
    await clock.settle();
    expect(server.requests).toHaveLength(25);
    await clock.advance(minutes(5));
    tell();
    await clock.settle();
    expect(server.requests).toHaveLength(26);
  });

  test('drops what the server does not take, and goes on', async () => {
    const { server, clock, events, written } = aWorld();
    server.refuse = () => ({ status: 403, body: { kind: 'Status', code: 403, reason: 'Forbidden', message: 'namespace is terminating' } });
    events.recorder('c').normal(widget, 'One', 'x');
    await clock.settle();
    server.refuse = undefined;
    events.recorder('c').normal(widget, 'Two', 'x');
    await clock.settle();
    expect(written().at(-1)?.reason).toBe('Two');
  });

  test('writes what waits when it is closed, and takes no more', async () => {
    const { events, written } = aWorld();
    events.recorder('c').normal(widget, 'One', 'x');
    await events.close(new AbortController().signal);
    events.recorder('c').normal(widget, 'Two', 'x');
    expect(written().map(({ reason }) => reason)).toEqual(['One']);
  });
});
