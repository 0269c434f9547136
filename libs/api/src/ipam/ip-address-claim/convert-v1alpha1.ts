import { withAnnotation, withoutAnnotation } from '../../conversion/conversion-data.ts';
import { conversionOf } from '../../conversion/conversion-of.ts';
import { at, objectIn, put, textIn, type Json } from '../../conversion/json.ts';
import { mapping, moved, remembered, same, within, type Mapping } from '../../conversion/mapping.ts';
import { legacyConditionsCodec } from '../../conversion/v1beta1/conditions.ts';
import { labels } from '../../names/labels.ts';
import { localReference, poolReference } from '../v1beta1/convert-reference.ts';
import * as v1beta1 from './v1beta1.ts';
import * as v1beta2 from './v1beta2.ts';

/** `false` when the label with the name of the Cluster came from a conversion, and goes away with the next one. */
const labelSet = 'conversion.cluster.x-k8s.io/cluster-name-label-set';

const withoutLabel = (metadata: Json, label: string): Json => {
  const { [label]: _gone, ...others } = objectIn(metadata['labels']) ?? {};
  const { labels: _all, ...rest } = metadata;
  return Object.keys(others).length === 0 ? rest : { ...rest, labels: others };
};

/** v1alpha1 names the Cluster in a label, the hub in its spec. */
const clusterName: Mapping = {
  up(old, hub) {
    const metadata = objectIn(hub['metadata']);
    if (metadata === undefined) return;
    const name = textIn(objectIn(metadata['labels'])?.[labels.clusterName]);
    if (name !== '') put(hub, 'spec.clusterName', name);
    const made = objectIn(metadata['annotations'])?.[labelSet] === 'false';
    hub['metadata'] = withoutAnnotation(made ? withoutLabel(metadata, labels.clusterName) : metadata, labelSet);
  },
  down(hub, old) {
    const name = textIn(at(hub, 'spec.clusterName'));
    if (name === '') return;
    const metadata = objectIn(hub['metadata']) ?? {};
    const known = objectIn(metadata['labels']) ?? {};
    const labelled = { ...metadata, labels: { ...known, [labels.clusterName]: name } };
    old['metadata'] = labels.clusterName in known ? labelled : withAnnotation(labelled, labelSet, 'false');
  },
};

const status = mapping(same(localReference, 'addressRef'), moved('conditions', 'deprecated.v1beta1.conditions', legacyConditionsCodec));

/** IPAddressClaim: v1alpha1 ↔ v1beta2. */
export const convertV1Alpha1 = conversionOf(
  mapping(
    within('spec', 'spec', same(poolReference, 'poolRef'), { oldAlways: true }),
    within('status', 'status', status, { oldAlways: true }),
    remembered('status.conditions'),
    clusterName,
  ),
  {
    remembers: true,
    hub: { spec: v1beta2.IPAddressClaimSpec, status: v1beta2.IPAddressClaimStatus },
    old: { spec: v1beta1.FirstIPAddressClaimSpec, status: v1beta1.FirstIPAddressClaimStatus },
  },
);
