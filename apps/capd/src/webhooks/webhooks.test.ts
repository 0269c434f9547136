import type { Admission, Ruling } from '@capi/admission';
import type { KubernetesObject } from '@capi/api';

import { webhooks } from './webhooks.ts';

const on = { enabled: () => true };
const off = { enabled: () => false };
const topologyDryRun = { annotations: { 'topology.cluster.x-k8s.io/dry-run': '' } };

/** What the rules of a kind say about a write, in short. */
async function rulingOf(kind: string, write: { object: object; before?: object; dryRun?: boolean; gates?: Admission['gates'] }) {
  const { object, before, dryRun = false, gates = on } = write;
  const admission = {
    operation: before === undefined ? 'CREATE' : 'UPDATE',
    object: named(object),
    ...(before === undefined ? {} : { before: named(before) }),
    dryRun,
    gates,
  } as Admission;
  const declared = webhooks.find((webhook) => webhook.kind.kind === kind);
  const ruling = (await declared?.validating?.run(admission, undefined, new AbortController().signal)) as Ruling;
  return ruling.denial === undefined
    ? ruling.findings.map((finding) => `${finding.kind} ${finding.path}`)
    : [`denied ${ruling.denial.status}`];
}

const named = (object: object): KubernetesObject => ({ metadata: { name: 'demo' }, ...object }) as KubernetesObject;
const templateOf = (spec: object, metadata?: object) => ({ spec: { template: { ...(metadata === undefined ? {} : { metadata }), spec } } });
const sorted = [{ name: 'a' }, { name: 'b' }];
const unsorted = [{ name: 'b' }, { name: 'a' }];

describe('webhooks of the Docker provider', () => {
  test.each<{ rule: string; kind: string; write: Parameters<typeof rulingOf>[1]; says: readonly string[] }>([
    {
      rule: 'a cluster may have sorted failure domains',
      kind: 'DockerCluster',
      write: { object: { spec: { failureDomains: sorted } } },
      says: [],
    },
    {
      rule: 'failure domains are sorted by name',
      kind: 'DockerCluster',
      write: { object: { spec: { failureDomains: unsorted } } },
      says: ['Invalid spec.failureDomains'],
    },
    {
      rule: 'failure domains are sorted in a backend too',
      kind: 'DevCluster',
      write: { object: { spec: { backend: { docker: { failureDomains: unsorted } } } } },
      says: ['Invalid spec.backend.docker.failureDomains'],
    },
    {
      rule: 'cluster templates are for topologies only',
      kind: 'DockerClusterTemplate',
      write: { object: templateOf({ failureDomains: unsorted }), gates: off },
      says: ['denied 403'],
    },
    {
      rule: 'everything wrong with a template is said at once',
      kind: 'DockerClusterTemplate',
      write: { object: templateOf({ failureDomains: unsorted }, { labels: { tier: 'not a value' } }) },
      says: ['Invalid spec.template.spec.failureDomains', 'Invalid spec.template.metadata.labels'],
    },
    {
      rule: 'the content of a template does not change',
      kind: 'DevClusterTemplate',
      write: { object: templateOf({ backend: { inMemory: {} } }), before: templateOf({ backend: { docker: {} } }) },
      says: ['Invalid spec.template.spec'],
    },
    {
      rule: 'a default that came later is no change of a template',
      kind: 'DockerClusterTemplate',
      write: { object: templateOf({ controlPlaneEndpoint: { port: 6443 } }), before: templateOf({}) },
      says: [],
    },
    {
      rule: 'the same duration in other words is no change of a template',
      kind: 'DockerMachineTemplate',
      write: { object: templateOf({ bootstrapTimeout: '60s' }), before: templateOf({ bootstrapTimeout: '1m' }) },
      says: [],
    },
    {
      rule: 'a topology may rehearse a change of a machine template',
      kind: 'DevMachineTemplate',
      write: {
        object: { metadata: { name: 'demo', ...topologyDryRun }, ...templateOf({ backend: { inMemory: {} } }) },
        before: templateOf({ backend: { docker: {} } }),
        dryRun: true,
      },
      says: [],
    },
    {
      rule: 'an ordinary dry run may not',
      kind: 'DevMachineTemplate',
      write: { object: templateOf({ backend: { inMemory: {} } }), before: templateOf({ backend: { docker: {} } }), dryRun: true },
      says: ['Invalid spec.template.spec'],
    },
    {
      rule: 'the image of a container stays',
      kind: 'DockerMachine',
      write: { object: { spec: { customImage: 'b' } }, before: { spec: { customImage: 'a' } } },
      says: ['Forbidden spec.customImage'],
    },
    {
      rule: 'no image is as good as an empty one',
      kind: 'DockerMachine',
      write: { object: { spec: {} }, before: { spec: { customImage: '' } } },
      says: [],
    },
    {
      rule: 'the image of a container stays on its backend',
      kind: 'DevMachine',
      write: { object: { spec: { backend: { docker: {} } } }, before: { spec: { backend: { docker: { customImage: 'a' } } } } },
      says: ['Forbidden spec.backend.docker.customImage'],
    },
    {
      rule: 'a machine may move to another backend, as with upstream',
      kind: 'DevMachine',
      write: { object: { spec: { backend: { inMemory: {} } } }, before: { spec: { backend: { docker: { customImage: 'a' } } } } },
      says: [],
    },
    { rule: 'an object that lacks everything is for the schema to refuse', kind: 'DevClusterTemplate', write: { object: {} }, says: [] },
  ])('$rule', async ({ kind, write, says }) => expect(await rulingOf(kind, write)).toEqual(says));

  test.each(webhooks.filter(({ defaulting }) => defaulting !== undefined).map(({ kind, defaulting }) => ({ kind: kind.kind, defaulting })))(
    'defaulting a $kind again changes nothing',
    async ({ defaulting }) => {
      const run = async (object: KubernetesObject) =>
        (await defaulting?.run({ operation: 'CREATE', object, dryRun: false, gates: on }, undefined, new AbortController().signal))
          ?.object as KubernetesObject;
      const once = await run(named({}));
      expect(await run(once)).toEqual(once);
    },
  );
});
