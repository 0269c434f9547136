import { createHash } from 'node:crypto';

import { parse } from 'yaml';

import { releasedProviders } from './providers.ts';
import { releaseFiles } from './release.ts';
import { whyNoKustomize } from './render.ts';

const reason = whyNoKustomize();
if (reason !== undefined) process.stdout.write(`not run: a release: ${reason}\n`);

(reason === undefined ? describe : describe.skip)('a release', () => {
  const slow = 60_000;
  let files: ReadonlyMap<string, string>;
  beforeAll(() => {
    files = releaseFiles({ version: 'v0.7.1', repository: 'registry.example/team' });
  }, slow);

  test('is a folder for each provider under its label, with what clusterctl and kubectl look for', () => {
    for (const { label, components } of releasedProviders) {
      const names = [...files.keys()]
        .filter((name) => name.startsWith(`${label}/v0.7.1/`))
        .map((name) => name.slice(`${label}/v0.7.1/`.length));
      expect(names).toEqual(
        expect.arrayContaining([components, 'install.yaml', 'install-two-replicas.yaml', 'metadata.yaml', 'sbom.cdx.json', 'SHA256SUMS']),
      );
    }
    const templates = [...files.keys()].filter((name) => name.includes('/cluster-template-'));
    expect(templates.map((name) => name.split('/').at(-1))).toEqual([
      'cluster-template-development.yaml',
      'cluster-template-in-memory.yaml',
    ]);
  });

  test('names its images by repository and version, and nothing else of the bases has changed', () => {
    for (const { label, components } of releasedProviders) {
      const text = files.get(`${label}/v0.7.1/${components}`) ?? '';
      expect(text.match(/^ +image: .*$/gm)).toEqual([expect.stringMatching(/^ +image: registry\.example\/team\/[a-z-]+:v0\.7\.1$/)]);
    }
  });

  test('has a second manifest whose variables all have their defaults, for those without clusterctl', () => {
    for (const { label, components } of releasedProviders) {
      expect(files.get(`${label}/v0.7.1/${components}`)).toContain('${CAPI_DIAGNOSTICS_ADDRESS:=:8443}');
      expect(files.get(`${label}/v0.7.1/install.yaml`)).not.toContain('${');
      expect(files.get(`${label}/v0.7.1/install.yaml`)).toContain('--diagnostics-address=:8443\n');
    }
  });

  test('says which contract its minor version speaks', () => {
    expect(parse(files.get('cluster-api/v0.7.1/metadata.yaml') ?? '')).toMatchObject({
      apiVersion: 'clusterctl.cluster.x-k8s.io/v1alpha3',
      kind: 'Metadata',
      releaseSeries: expect.arrayContaining([{ major: 0, minor: 7, contract: 'v1beta2' }]),
    });
  });

  test('lists what is inside each image', () => {
    const bill = JSON.parse(files.get('cluster-api/v0.7.1/sbom.cdx.json') ?? '') as {
      readonly metadata: unknown;
      readonly components: readonly { name: string; purl: string }[];
    };
    expect(bill).toMatchObject({
      bomFormat: 'CycloneDX',
      metadata: { component: { name: 'registry.example/team/cluster-api-controller' } },
    });
    expect(bill.components.map(({ name }) => name)).toEqual(expect.arrayContaining(['fastify', 'ajv']));
    expect(bill.components.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['jest']));
  });

  test('can be checked by its sums', () => {
    for (const [name, text] of files) {
      if (!name.endsWith('SHA256SUMS')) continue;
      for (const line of text.trim().split('\n')) {
        const [sum, file] = line.split('  ');
        const content = files.get(name.replace('SHA256SUMS', file ?? '')) ?? '';
        expect({ file, sum: createHash('sha256').update(content).digest('hex') }).toEqual({ file, sum });
      }
    }
  });

  test(
    'is the same whenever it is made',
    () => {
      expect([...releaseFiles({ version: 'v0.7.1', repository: 'registry.example/team' })]).toEqual([...files]);
    },
    slow,
  );
});
