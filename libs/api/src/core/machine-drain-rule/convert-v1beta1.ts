import { kept, shownInOld } from '../../conversion/codecs.ts';
import { conversionOf } from '../../conversion/conversion-of.ts';
import { listOf, mapping, same, within } from '../../conversion/mapping.ts';
import { labelSelector } from '../../conversion/v1beta1/machine-spec.ts';

const drain = mapping(same(shownInOld(''), 'behavior'), same(kept, 'order'));
const machines = listOf(same(labelSelector({ keepsEmpty: true }), 'selector', 'clusterSelector'));
const pods = listOf(same(labelSelector({ keepsEmpty: true }), 'selector', 'namespaceSelector'));

const spec = mapping(within('drain', 'drain', drain, { oldAlways: true }), same(machines, 'machines'), same(pods, 'pods'));

/** MachineDrainRule between v1beta1 and the hub: the same fields in both. */
export const machineDrainRuleV1Beta1 = conversionOf(within('spec', 'spec', spec, { oldAlways: true }), { remembers: false });
