import { collection, nonZero, kept, shownInOld } from '../../conversion/codecs.ts';
import { conversionOf } from '../../conversion/conversion-of.ts';
import { objectIn } from '../../conversion/json.ts';
import { listOf, mapping, same, struct, within, type Codec } from '../../conversion/mapping.ts';
import { conditions } from '../../conversion/v1beta1/conditions.ts';
import { labelSelector } from '../../conversion/v1beta1/machine-spec.ts';
import * as v1alpha1 from './v1alpha1.ts';
import * as v1beta2 from './v1beta2.ts';

const service = struct(mapping(same(shownInOld(''), 'namespace', 'name'), same(nonZero, 'path'), same(kept, 'port')));
const selected = labelSelector({ oldAlways: true });
/** A selector that is there and empty means all namespaces, as none does. */
const selector: Codec = {
  up: (value, before, known) => (objectIn(value) === undefined ? undefined : (selected.up(value, before, known) ?? {})),
  down: (value, known) => (objectIn(value) === undefined ? undefined : selected.down(value, known)),
};
const spec = mapping(
  within('clientConfig', 'clientConfig', mapping(same(nonZero, 'url'), same(collection, 'caBundle'), same(service, 'service')), {
    oldAlways: true,
  }),
  same(selector, 'namespaceSelector'),
  same(collection, 'settings'),
);
const requestHook = struct(same(shownInOld(''), 'apiVersion', 'hook'), { oldAlways: true });
const handler = mapping(same(shownInOld(''), 'name'), same(requestHook, 'requestHook'), same(nonZero, 'timeoutSeconds', 'failurePolicy'));
const status = mapping(same(listOf(handler), 'handlers'), conditions);

/** ExtensionConfig: v1alpha1 ↔ v1beta2. */
export const convertV1Alpha1 = conversionOf(
  mapping(within('spec', 'spec', spec, { oldAlways: true }), within('status', 'status', status, { oldAlways: true })),
  {
    remembers: false,
    hub: { spec: v1beta2.ExtensionConfigSpec, status: v1beta2.ExtensionConfigStatus },
    old: { spec: v1alpha1.ExtensionConfigSpec, status: v1alpha1.ExtensionConfigStatus },
  },
);
