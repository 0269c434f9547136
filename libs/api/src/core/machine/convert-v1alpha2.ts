import { intent, time } from '../../conversion/codecs.ts';
import { conversionOf } from '../../conversion/conversion-of.ts';
import { at, listIn, put } from '../../conversion/json.ts';
import { mapping, moved, onlyDown, remembered, same, within, type Codec } from '../../conversion/mapping.ts';
import { nodeReference } from '../../conversion/references.ts';
import { renamed, renamedAnnotations } from '../../conversion/v1alpha2/annotations.ts';
import { clusterName } from '../../conversion/v1alpha2/cluster-name.ts';
import { failure } from '../../conversion/v1alpha2/failure.ts';
import { inlineData } from '../../conversion/v1alpha2/inline-data.ts';
import { keepingAside } from '../../conversion/v1alpha2/kept-aside.ts';
import { machineSpec } from '../../conversion/v1alpha2/machine-spec.ts';
import { phase } from '../../conversion/v1alpha2/phase.ts';
import { MachineSpec } from '../../shapes/v1beta2/machine.ts';
import { MachineStatus } from './v1beta2.ts';

const addressTypes = new Set(['Hostname', 'ExternalIP', 'InternalIP', 'ExternalDNS', 'InternalDNS']);

/** The hub takes only addresses of known types; the others are kept aside, unless the hub has them all the same. */
const addresses: Codec = {
  up(value, remembered) {
    const before = new Set((listIn(remembered) ?? []).map(nameOf));
    const taken = listIn(value)?.filter(
      (item) => (addressTypes.has(String(at(item, 'type'))) && Boolean(at(item, 'address'))) || before.has(nameOf(item)),
    );
    return taken?.length === 0 ? undefined : taken;
  },
  down: (value) => listIn(value),
};

const nameOf = (address: unknown): string => JSON.stringify([at(address, 'type'), at(address, 'address')]);

const status = mapping(
  same(nodeReference, 'nodeRef'),
  same(time, 'lastUpdated'),
  onlyDown((hub, old) => put(old, 'version', at(hub, 'nodeInfo.kubeletVersion') || undefined)),
  failure,
  same(addresses, 'addresses'),
  same(phase(['Pending', 'Provisioning', 'Provisioned', 'Running', 'Deleting', 'Deleted', 'Failed'], { Updating: 'running' }), 'phase'),
  moved('bootstrapReady', 'initialization.bootstrapDataSecretCreated', intent(false)),
  moved('infrastructureReady', 'initialization.infrastructureProvisioned', intent(false)),
  ...[
    'conditions',
    'nodeInfo',
    'certificatesExpiryDate',
    'deletion',
    'failureDomain',
    'observedGeneration',
    'deprecated.v1beta1.conditions',
  ].map(remembered),
);

/** Machine between v1alpha2 and the hub. */
export const machineV1Alpha2 = keepingAside(
  conversionOf(
    mapping(
      within('spec', 'spec', machineSpec, { hubAlways: true, oldAlways: true }),
      clusterName(),
      within('status', 'status', status, { hubAlways: true }),
      renamedAnnotations({ ...renamed.excludeNodeDraining, ...renamed.deleteMachine }),
      inlineData({ machine: 'spec', metadata: 'metadata' }),
    ),
    { remembers: true, hub: { spec: MachineSpec, status: MachineStatus } },
  ),
  ['spec.metadata', 'spec.bootstrap.data', 'status.nodeRef', 'status.version', 'status.addresses', 'status.phase'],
);
