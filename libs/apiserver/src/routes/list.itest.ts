import { testServer, type TestServer } from '../testing/test-server.ts';

const configMaps = '/api/v1/namespaces/default/configmaps';
const everywhere = '/api/v1/configmaps';

async function withFive(historySize?: number): Promise<TestServer> {
  const server = testServer(historySize === undefined ? {} : { historySize });
  for (const [index, name] of ['e', 'd', 'c', 'b', 'a'].entries()) {
    await server.send('POST', configMaps, { metadata: { name, labels: { parity: index % 2 === 0 ? 'even' : 'odd', index: `${index}` } } });
  }
  return server;
}

const names = (body: { items: { metadata: { name: string } }[] }): string[] => body.items.map((item) => item.metadata.name);

describe('list', () => {
  test('is sorted and says as of which version', async () => {
    const { send } = await withFive();
    const { body } = await send('GET', configMaps);
    expect(names(body)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(body.metadata).toEqual({ resourceVersion: '9' });
  });

  test('shows one version over all its pages, whatever happens between them', async () => {
    const { send } = await withFive();
    const first = await send('GET', `${configMaps}?limit=2`);
    expect([names(first.body), first.body.metadata.remainingItemCount]).toEqual([['a', 'b'], 3]);
    await send('DELETE', `${configMaps}/c`);
    await send('POST', configMaps, { metadata: { name: 'cc' } });
    const second = await send('GET', `${configMaps}?limit=2&continue=${first.body.metadata.continue}`);
    expect([names(second.body), second.body.metadata.resourceVersion]).toEqual([['c', 'd'], first.body.metadata.resourceVersion]);
    const third = await send('GET', `${configMaps}?limit=2&continue=${second.body.metadata.continue}`);
    expect([names(third.body), third.body.metadata.continue]).toEqual([['e'], undefined]);
  });

  test('refuses to go on when the version of the first page is forgotten', async () => {
    const { send } = await withFive(2);
    const first = await send('GET', `${configMaps}?limit=2`);
    for (let round = 0; round < 8; round += 1) await send('PATCH', `${configMaps}/a`, { data: { round: `${round}` } });
    const { status, body } = await send('GET', `${configMaps}?limit=2&continue=${first.body.metadata.continue}`);
    expect([status, body.reason]).toEqual([410, 'Expired']);
  });

  test.each([
    { selector: 'labelSelector=parity%3Deven', found: ['a', 'c', 'e'] },
    { selector: 'labelSelector=parity!%3Deven', found: ['b', 'd'] },
    { selector: 'labelSelector=index%20in%20(0,1)', found: ['d', 'e'] },
    { selector: 'labelSelector=index%20notin%20(0,1),parity', found: ['a', 'b', 'c'] },
    { selector: 'labelSelector=!parity', found: [] },
    { selector: 'labelSelector=index%3E3', found: ['a'] },
    { selector: 'fieldSelector=metadata.name%3Db', found: ['b'] },
    { selector: 'fieldSelector=metadata.namespace!%3Ddefault', found: [] },
  ])('finds by $selector', async ({ selector, found }) => {
    const { send } = await withFive();
    expect(names((await send('GET', `${everywhere}?${selector}`)).body)).toEqual(found);
  });

  test('refuses a selector that cannot be read or a field that cannot be selected by', async () => {
    const { send } = await withFive();
    expect((await send('GET', `${everywhere}?labelSelector=a%20b`)).status).toBe(400);
    expect((await send('GET', `${everywhere}?fieldSelector=data.x%3D1`)).body.message).toBe('field label not supported: data.x');
  });

  test('shows metadata only, or a table, to those who ask', async () => {
    const { send } = await withFive();
    const metadata = await send('GET', configMaps, undefined, {
      accept: 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json',
    });
    expect(metadata.body).toMatchObject({ kind: 'PartialObjectMetadataList', items: [{ kind: 'PartialObjectMetadata' }, {}, {}, {}, {}] });
    const table = await send('GET', configMaps, undefined, { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' });
    expect(table.body.rows[0].cells).toEqual(['a', 0, '0s']);
    expect((await send('GET', configMaps, undefined, { accept: 'text/html' })).status).toBe(406);
  });
});
