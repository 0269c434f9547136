import { nonZero } from '../codecs.ts';
import { objectIn } from '../json.ts';
import { mapping, remembered, same, within, type Codec, type Mapping } from '../mapping.ts';
import { templateMetadata } from '../v1beta1/machine-spec.ts';
import { rename, renamed, reversed } from './annotations.ts';
import { reference } from './references.ts';

/** Fields of the hub's Machine spec that v1alpha2 did not have. */
const newer = mapping(
  ...['failureDomain', 'deletion', 'readinessGates', 'taints', 'minReadySeconds', 'bootstrap.dataSecretName'].map(remembered),
);

/** `spec` of a Machine, and of the template of whatever makes Machines; the name of the Cluster comes from elsewhere. */
export const machineSpec: Mapping = mapping(
  within('bootstrap', 'bootstrap', same(reference(), 'configRef'), { oldAlways: true }),
  same(reference({ oldAlways: true }), 'infrastructureRef'),
  same(nonZero, 'version', 'providerID'),
  newer,
);

/** Metadata of a template: labels and annotations, some of them under another key. */
const metadata: Codec = (() => {
  const both = templateMetadata();
  const back = reversed(renamed.excludeNodeDraining);
  const renamedBy = (value: unknown, keys: Readonly<Record<string, string>>): unknown => {
    const found = objectIn(value);
    return found === undefined ? value : rename(found, keys);
  };
  return {
    up: (value, before, known) => both.up(renamedBy(value, renamed.excludeNodeDraining), before, known),
    down: (value, known) => both.down(renamedBy(value, back), known),
  };
})();

/** `spec.template` of whatever makes Machines. */
export const machineTemplate: Mapping = within(
  'template',
  'template',
  mapping(same(metadata, 'metadata'), within('spec', 'spec', machineSpec, { hubAlways: true, oldAlways: true })),
  { hubAlways: true, oldAlways: true },
);

/** Fields of v1alpha2 below `spec.template` that have no place in the hub. */
export const templateAside = [
  'spec.template.metadata.name',
  'spec.template.metadata.generateName',
  'spec.template.metadata.namespace',
  'spec.template.metadata.ownerReferences',
  'spec.template.spec.metadata',
  'spec.template.spec.bootstrap.data',
] as const;
