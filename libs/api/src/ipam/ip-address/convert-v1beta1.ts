import { always, shownInOld, nonZero } from '../../conversion/codecs.ts';
import { conversionOf } from '../../conversion/conversion-of.ts';
import { mapping, same, within } from '../../conversion/mapping.ts';
import { localReference, poolReference } from '../v1beta1/convert-reference.ts';
import * as v1beta1 from './v1beta1.ts';
import * as v1beta2 from './v1beta2.ts';

const spec = mapping(
  same(localReference, 'claimRef'),
  same(poolReference, 'poolRef'),
  same(shownInOld(''), 'address'),
  same(always(0), 'prefix'),
  same(nonZero, 'gateway'),
);

/** IPAddress: v1beta1 or v1alpha1, which are alike, ↔ v1beta2. */
export const convertV1Beta1 = conversionOf(within('spec', 'spec', spec, { oldAlways: true, hubAlways: true }), {
  remembers: false,
  hub: { spec: v1beta2.IPAddressSpec },
  old: { spec: v1beta1.IPAddressSpec },
});
