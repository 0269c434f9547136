import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { declaredVersions } from '../harness/declared-versions.ts';
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

  test('is there to be read, and says so to older clients', async () => {
    for (const { plural, version, group } of versions) {
      const item = await sandbox.kubectl.json<KubernetesItem>('get', `${plural}.${version}.${group}`, 'every-kind', '-n', namespace);
      expect(item.apiVersion).toBe(`${group}/${version}`);
    }
  });

  test('is explained, every field of it', async () => {
    for (const { plural, version, group } of versions) {
      const explained = await sandbox.kubectl('explain', plural, `--api-version=${group}/${version}`, '--recursive');
      expect(explained).toMatch(/FIELDS:\n {2}apiVersion/);
      const spec = await sandbox.kubectl('explain', plural, `--api-version=${group}/${version}`);
      expect(spec).not.toMatch(/spec\t<[^>]+>(?: -required-)?\n\s+<no description>/);
    }
  });

  test('is listed with the columns of its version', async () => {
    for (const { plural, version, group, columns, namespaced } of versions) {
      const [header = ''] = (await sandbox.kubectl('get', `${plural}.${version}.${group}`, '-A', '-o', 'wide')).split('\n');
      const wanted = [...(namespaced ? ['NAMESPACE'] : []), 'NAME', ...columns.map((column) => column.toUpperCase())];
      expect({ plural, version, header: header.split(/ {2,}/).map((word) => word.trim()) }).toEqual({ plural, version, header: wanted });
    }
  });

  test('is left alone by server-side apply of what it is already', async () => {
    const apply = () => sandbox.kubectl('apply', '--server-side', '--force-conflicts', '-f', manifest);
    const resourceVersions = async () => {
      const items = await Promise.all(
        versions
          .filter(({ storage }) => storage)
          .map(({ plural, group }) =>
            sandbox.kubectl.json<{ metadata: { resourceVersion: string } }>('get', `${plural}.${group}`, 'every-kind', '-n', namespace),
          ),
      );
      return items.map(({ metadata }) => metadata.resourceVersion);
    };
    await apply();
    const before = await resourceVersions();
    await apply();
    expect(await resourceVersions()).toEqual(before);
  });

  test('differs in nothing from what was applied', async () => {
    const { code, stdout } = await sandbox.kubectl.attempt(['diff', '-f', manifest]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  });

  test('differs in nothing when an older version of it is read and applied again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'capi-versions-'));
    for (const { plural, version, group, storage } of versions) {
      if (storage) continue;
      const read = (at: string) => sandbox.kubectl.json<KubernetesItem>('get', `${plural}.${at}${group}`, 'every-kind', '-n', namespace);
      const before = await read('');
      const file = join(folder, `${plural}.json`);
      writeFileSync(file, JSON.stringify(withoutServerFields(await read(`${version}.`))));
      await sandbox.kubectl('apply', '--server-side', '--force-conflicts', '--field-manager=older-client', '-f', file);
      const after = await read('');
      expect(withoutEmpty({ plural, version, spec: after.spec })).toEqual(withoutEmpty({ plural, version, spec: before.spec }));
    }
    rmSync(folder, { recursive: true });
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
