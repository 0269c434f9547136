import { fakeApiServer } from '../testing/fake-api-server.ts';
import { aWidget, Widget } from '../testing/objects.ts';
import { createClient } from './create-client.ts';
import { patchObject, type PatchObjectOptions } from './patch-object.ts';

const never = new AbortController().signal;

/** What goes over the wire to turn `before` into `after`. */
async function sent(before: Partial<Widget>, after: Partial<Widget>, options?: PatchObjectOptions): Promise<readonly unknown[]> {
  const server = fakeApiServer(Widget as never);
  const there = server.put({ ...aWidget('a'), ...before } as Widget) as Widget;
  const wanted = { ...there, ...after, metadata: { ...there.metadata, ...after.metadata } };
  await patchObject(createClient({ transport: server.transport }), Widget, there, wanted, never, options);
  return server.requests.map(({ path, body }) => [path.split('/a')[2] ?? '', JSON.parse(body ?? '')]);
}

describe('patchObject', () => {
  test.each<{ rule: string; before?: Partial<Widget>; after: Partial<Widget>; options?: PatchObjectOptions; requests: readonly unknown[] }>(
    [
      { rule: 'sends nothing when nothing differs', before: { spec: { a: 1 } }, after: { spec: { a: 1 } }, requests: [] },
      {
        rule: 'sends one patch for metadata and spec, and one for status',
        before: { spec: { a: 1 } },
        after: { spec: { a: 2 }, status: { ready: true }, metadata: { name: 'a', finalizers: ['f'] } },
        requests: [
          ['', { spec: { a: 2 }, metadata: { finalizers: ['f'] } }],
          ['/status', { status: { ready: true } }],
        ],
      },
      {
        rule: 'takes an empty list of finalizers for none',
        after: { metadata: { name: 'a', finalizers: [], labels: {} } },
        requests: [],
      },
      {
        rule: 'leaves alone what the server owns',
        after: { metadata: { name: 'a', generation: 7, managedFields: [] } },
        requests: [],
      },
      {
        rule: 'says which version it means when asked to lock',
        after: { spec: { a: 2 } },
        options: { lock: true },
        requests: [['', { spec: { a: 2 }, metadata: { resourceVersion: '101' } }]],
      },
    ],
  )('$rule', async ({ before = {}, after, options, requests }) => {
    expect(await sent(before, after, options)).toEqual(requests);
  });

  test('is refused as a conflict when the lock does not hold', async () => {
    const server = fakeApiServer(Widget as never);
    const seen = server.put(aWidget('a')) as Widget;
    server.put({ ...seen, spec: { other: true } } as Widget);
    const client = createClient({ transport: server.transport });
    await expect(patchObject(client, Widget, seen, { ...seen, spec: { mine: true } }, never, { lock: true })).rejects.toMatchObject({
      reason: 'Conflict',
    });
  });

  test('does not write the status of an object that its last finalizer lets go', async () => {
    const server = fakeApiServer(Widget as never);
    const metadata = { ...aWidget('a').metadata, finalizers: ['f'], deletionTimestamp: '2026-01-01T00:00:00Z' };
    const seen = server.put({ ...aWidget('a'), metadata } as Widget) as Widget;
    const { finalizers: _finalizers, ...rest } = seen.metadata;
    await patchObject(
      createClient({ transport: server.transport }),
      Widget,
      seen,
      { ...seen, metadata: rest, status: { done: true } },
      never,
    );
    expect(server.requests).toHaveLength(1);
  });
});
