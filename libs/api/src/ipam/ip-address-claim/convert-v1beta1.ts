import { nonZero } from '../../conversion/codecs.ts';
import { conversionOf } from '../../conversion/conversion-of.ts';
import { mapping, same, within } from '../../conversion/mapping.ts';
import { conditions } from '../../conversion/v1beta1/conditions.ts';
import { localReference, poolReference } from '../v1beta1/convert-reference.ts';
import * as v1beta1 from './v1beta1.ts';
import * as v1beta2 from './v1beta2.ts';

const spec = mapping(same(nonZero, 'clusterName'), same(poolReference, 'poolRef'));
const status = mapping(same(localReference, 'addressRef'), conditions);

/** IPAddressClaim: v1beta1 ↔ v1beta2. */
export const convertV1Beta1 = conversionOf(
  mapping(within('spec', 'spec', spec, { oldAlways: true }), within('status', 'status', status, { oldAlways: true })),
  {
    remembers: false,
    hub: { spec: v1beta2.IPAddressClaimSpec, status: v1beta2.IPAddressClaimStatus },
    old: { spec: v1beta1.IPAddressClaimSpec, status: v1beta1.IPAddressClaimStatus },
  },
);
