import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { declaredVersions, type DeclaredVersion } from '../harness/declared-versions.ts';
import type { KubernetesItem } from '../harness/kubectl.ts';
import { repository, startSandbox, type RunningSandbox } from '../harness/sandbox.ts';
import { sharedFolder, whyNothingShared } from '../harness/shared.ts';
import { describeStory } from '../harness/story.ts';

const manifest = join(repository, 'examples/every-kind.yaml');
const versions = declaredVersions();
const namespace = 'every-kind';

describeStory('every kind in every version', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await startSandbox(['--no-quick-start']);
    await sandbox.kubectl('apply', '-f', manifest);
  });
  afterAll(() => sandbox.stop());

  const resource = ({ plural, version, group }: DeclaredVersion): string => `${plural}.${version}.${group}`;
  /** The one object of each of these versions, in this order. */
  const read = (wanted: readonly DeclaredVersion[]): Promise<readonly KubernetesItem[]> =>
    sandbox.kubectl.items('get', '-n', namespace, ...wanted.map((each) => `${resource(each)}/every-kind`));
  const storage = versions.filter((each) => each.storage);

  test('is there to be read, and says so to older clients', async () => {
    const items = await read(versions);
    expect(items.map(({ apiVersion }) => apiVersion)).toEqual(versions.map(({ group, version }) => `${group}/${version}`));
  });

  test('is explained, every field of it', async () => {
    for (const { plural, version, group } of versions) {
      const explain = (...flags: string[]) => sandbox.kubectl('explain', plural, `--api-version=${group}/${version}`, ...flags);
      const [fields, spec] = await Promise.all([explain('--recursive'), explain()]);
      expect(fields).toMatch(/FIELDS:\n {2}apiVersion/);
      expect(spec).not.toMatch(/spec\t<[^>]+>(?: -required-)?\n\s+<no description>/);
    }
  });

  test.each([
    { where: 'in a namespace', namespaced: true, first: ['NAMESPACE', 'NAME'] },
    { where: 'in none', namespaced: false, first: ['NAME'] },
  ])('is listed with the columns of its version, $where', async ({ namespaced, first }) => {
    const listed = versions.filter((each) => each.namespaced === namespaced);
    const tables = (await sandbox.kubectl('get', listed.map(resource).join(','), '-A', '-o', 'wide')).split('\n\n');
    const headers = tables.map((table) => (table.split('\n')[0] ?? '').split(/ {2,}/).map((word) => word.trim()));
    expect(listed.map((each, index) => ({ resource: resource(each), header: headers[index] }))).toEqual(
      listed.map((each) => ({ resource: resource(each), header: [...first, ...each.columns.map((column) => column.toUpperCase())] })),
    );
  });

  test('is left alone by server-side apply of what it is already', async () => {
    const apply = () => sandbox.kubectl('apply', '--server-side', '--force-conflicts', '-f', manifest);
    const resourceVersions = async () =>
      (await read(storage)).map(({ kind, metadata }) => `${kind} ${(metadata as { resourceVersion?: string }).resourceVersion}`);
    await apply();
    const before = await resourceVersions();
    await apply();
    expect(await resourceVersions()).toEqual(before);
  });

  test('differs in nothing from what was applied', async () => {
    const { code, stdout } = await sandbox.kubectl.attempt(['diff', '-f', manifest]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  });

  describe.each([...new Set(versions.filter((each) => !each.storage).map(({ version }) => version))])('of %s', (old) => {
    test('differs in nothing when it is read and applied again', async () => {
      const older = versions.filter((each) => !each.storage && each.version === old);
      const same = older.map(({ kind, group }) => storage.find((each) => each.kind === kind && each.group === group) as DeclaredVersion);
      const specs = async () => (await read(same)).map(({ kind, spec }) => withoutEmpty({ kind, spec }));
      const before = await specs();
      const documents = (await read(older)).map((item) => JSON.stringify(withoutServerFields(item)));
      const { code, stderr } = await sandbox.kubectl.attempt(
        ['apply', '--server-side', '--force-conflicts', '--field-manager=older-client', '-f', '-'],
        documents.join('\n'),
      );
      expect({ code, stderr: stderr.replaceAll(/^Warning: .*\n?/gm, '') }).toEqual({ code: 0, stderr: '' });
      expect(await specs()).toEqual(before);
    });
  });
});

/** What a person would leave out of a manifest made from an object that was read. */
function withoutServerFields({ apiVersion, kind, metadata, spec }: KubernetesItem): unknown {
  const { name, namespace: place, labels } = metadata;
  return { apiVersion, kind, metadata: { name, ...(place === undefined ? {} : { namespace: place }), labels }, spec };
}

/** An old version shows some structs although nothing is in them, and what is written back then holds them, as upstream's does. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).map(([name, field]) => [name, withoutEmpty(field)] as const);
  return Object.fromEntries(kept.filter(([, field]) => !isDeepStrictEqual(field, {})));
}

describeStory(
  "upstream's templates",
  () => {
    let sandbox: RunningSandbox;
    beforeAll(async () => {
      sandbox = await startSandbox(['--no-quick-start']);
    });
    afterAll(() => sandbox.stop());

    const substitutions: Readonly<Record<string, string>> = {
      NAMESPACE: 'default',
      KUBERNETES_VERSION: 'v1.34.0',
      CONTROL_PLANE_MACHINE_COUNT: '1',
      WORKER_MACHINE_COUNT: '1',
    };
    const folder = join(sharedFolder, 'fixtures/upstream-v1.14');
    const files = () => readdirSync(folder).toSorted((a, b) => Number(b.startsWith('clusterclass')) - Number(a.startsWith('clusterclass')));

    test('are accepted as they are', async () => {
      for (const [index, file] of files().entries()) {
        const text = readFileSync(join(folder, file), 'utf8').replaceAll(
          /\$\{(\w+)(?::?=([^}]*))?\}/g,
          (_all, name: string, initial: string | undefined) =>
            name === 'CLUSTER_NAME' ? `from-template-${index}` : (substitutions[name] ?? initial ?? ''),
        );
        await sandbox.kubectl.apply(text);
      }
      expect(await sandbox.kubectl.items('get', 'clusters')).toHaveLength(3);
      expect(await sandbox.kubectl.items('get', 'clusterclasses')).toHaveLength(2);
    });
  },
  { unless: whyNothingShared },
);
