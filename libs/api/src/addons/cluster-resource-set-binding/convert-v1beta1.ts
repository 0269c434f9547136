import { always, shownInOld, time, nonZero } from '../../conversion/codecs.ts';
import { conversionOf } from '../../conversion/conversion-of.ts';
import { isZero, listIn } from '../../conversion/json.ts';
import { listOf, mapping, same, within, type Codec } from '../../conversion/mapping.ts';
import * as v1beta1 from './v1beta1.ts';
import * as v1beta2 from './v1beta2.ts';

const resource = mapping(
  same(shownInOld(''), 'name', 'kind'),
  same(nonZero, 'hash'),
  same(time, 'lastAppliedTime'),
  same(always(false), 'applied'),
);
const entries = listOf(mapping(same(shownInOld(''), 'clusterResourceSetName'), same(listOf(resource), 'resources')));

/** Entries were pointers once: one that says nothing is `null` in v1beta1, and the other way round. */
const bindings: Codec = {
  up: (value, before, known) => entries.up(value, before, known),
  down(value, known) {
    const hub = listIn(value);
    return listIn(entries.down(value, known))?.map((entry, index) => (saysNothing(hub?.[index]) ? null : entry));
  },
};

const saysNothing = (entry: unknown): boolean => {
  const { clusterResourceSetName: name, ...rest } = (entry ?? {}) as Record<string, unknown>;
  return (name === undefined || name === '') && isZero(rest);
};

/** ClusterResourceSetBinding: v1beta1 ↔ v1beta2. */
export const convertV1Beta1 = conversionOf(
  within('spec', 'spec', mapping(same(bindings, 'bindings'), same(nonZero, 'clusterName')), { oldAlways: true }),
  { remembers: false, hub: { spec: v1beta2.ClusterResourceSetBindingSpec }, old: { spec: v1beta1.ClusterResourceSetBindingSpec } },
);
