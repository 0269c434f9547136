import { eventually } from '../harness/eventually.ts';
import type { KubernetesItem } from '../harness/kubectl.ts';
import { startSandbox, type RunningSandbox } from '../harness/sandbox.ts';
import { describeStory } from '../harness/story.ts';

const crd = 'dockermachinetemplates.infrastructure.cluster.x-k8s.io';
const migrated = 'crd-migration.cluster.x-k8s.io/observed-generation';

interface Definition extends KubernetesItem {
  spec: { versions: { name: string; storage: boolean }[] } & Record<string, unknown>;
}

const template = `
apiVersion: infrastructure.cluster.x-k8s.io/v1alpha2
kind: DockerMachineTemplate
metadata: {name: of-long-ago, namespace: default}
spec: {template: {spec: {providerID: "docker:////old"}}}
`;

describeStory('an upgrade from a release that stored another version', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await startSandbox(['--no-quick-start']);
  });
  afterAll(() => sandbox.stop());

  const definition = (): Promise<Definition> => sandbox.kubectl.json<Definition>('get', 'crd', crd);
  const replace = async (change: (versions: Definition['spec']['versions']) => Definition['spec']['versions']): Promise<void> => {
    const { spec, ...rest } = await definition();
    const { resourceVersion: _any, ...metadata } = rest.metadata as Record<string, unknown>;
    const changed = { ...rest, metadata, spec: { ...spec, versions: change(spec.versions) } };
    await sandbox.kubectl.attempt(['replace', '-f', '-'], JSON.stringify(changed));
  };
  const storing = (name: string) => (versions: Definition['spec']['versions']) =>
    versions.map((version) => ({ ...version, storage: version.name === name }));
  /** Resolves when the CRD says that objects are stored in this version alone, and that nothing is left to do. */
  const settled = (version: string): Promise<unknown> =>
    eventually(`everything is stored as ${version}`, async () => {
      const { metadata, status, spec } = await definition();
      const { generation, annotations } = metadata as { generation?: number; annotations?: Record<string, string> };
      const isStorage = spec.versions.some(({ name, storage }) => storage && name === version);
      const stored = JSON.stringify(status?.['storedVersions']);
      return isStorage && stored === JSON.stringify([version]) && annotations?.[migrated] === String(generation) ? true : undefined;
    });

  test('rewrites what is stored, and takes the old version out of the CRD', async () => {
    await replace(storing('v1alpha2'));
    await settled('v1alpha2');
    await sandbox.kubectl.apply(template);
    await replace(storing('v1beta2'));
    await settled('v1beta2');
  });

  test('lets the old version go, and cleans what spoke of it', async () => {
    await replace((versions) => versions.filter(({ name }) => name !== 'v1alpha2'));
    await settled('v1beta2');
    const { versions } = (await definition()).spec;
    expect(versions.map(({ name }) => name)).toEqual(['v1beta2', 'v1beta1']);
    const read = await sandbox.kubectl.json<KubernetesItem>('get', crd, 'of-long-ago', '--show-managed-fields');
    expect(read.spec).toMatchObject({ template: { spec: { providerID: 'docker:////old' } } });
    const { managedFields = [] } = read.metadata as { managedFields?: { apiVersion: string }[] };
    expect(managedFields.filter(({ apiVersion }) => apiVersion.endsWith('/v1alpha2'))).toEqual([]);
  });
});
