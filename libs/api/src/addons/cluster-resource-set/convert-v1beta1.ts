import { shownInOld, nonZero } from '../../conversion/codecs.ts';
import { conversionOf } from '../../conversion/conversion-of.ts';
import { listOf, mapping, same, within } from '../../conversion/mapping.ts';
import { conditions } from '../../conversion/v1beta1/conditions.ts';
import { labelSelector } from '../../conversion/v1beta1/machine-spec.ts';
import * as v1beta1 from './v1beta1.ts';
import * as v1beta2 from './v1beta2.ts';

const spec = mapping(
  same(labelSelector({ oldAlways: true }), 'clusterSelector'),
  same(listOf(same(shownInOld(''), 'name', 'kind')), 'resources'),
  same(nonZero, 'strategy'),
);
const status = mapping(same(nonZero, 'observedGeneration'), conditions);

/** ClusterResourceSet: v1beta1 ↔ v1beta2. */
export const convertV1Beta1 = conversionOf(
  mapping(within('spec', 'spec', spec, { oldAlways: true }), within('status', 'status', status, { oldAlways: true })),
  {
    remembers: false,
    hub: { spec: v1beta2.ClusterResourceSetSpec, status: v1beta2.ClusterResourceSetStatus },
    old: { spec: v1beta1.ClusterResourceSetSpec, status: v1beta1.ClusterResourceSetStatus },
  },
);
