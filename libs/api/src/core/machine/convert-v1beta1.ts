import { always, intent, kept, nonZero, time } from '../../conversion/codecs.ts';
import { remembersHub } from '../../conversion/conversion-data.ts';
import { conversionOf } from '../../conversion/conversion-of.ts';
import { listOf, mapping, moved, remembered, same, within, type Codec } from '../../conversion/mapping.ts';
import { nodeReference } from '../../conversion/references.ts';
import { conditions, failure } from '../../conversion/v1beta1/conditions.ts';
import { machineSpec } from '../../conversion/v1beta1/machine-spec.ts';
import { MachineSpec } from '../../shapes/v1beta2/machine.ts';
import { MachineStatus } from './v1beta2.ts';

/**
 * v1beta1 has no phase Updating and shows Running instead, so a phase that comes back is not to be trusted: the remembered one wins,
 * and a v1beta1 client cannot change it.
 */
const phase: Codec = {
  up: (value, before, { object }) => (remembersHub(object) ? before : (value ?? undefined)) || undefined,
  down: (value) => (value === 'Updating' ? 'Running' : value) || undefined,
};

const deletionProgress = same(
  time,
  'nodeDrainStartTime',
  'waitForNodeVolumeDetachStartTime',
  'waitForPreDrainHookStartTime',
  'waitForPreTerminateHookStartTime',
);

/** What the kubelet reports; texts are shown even when they are empty. */
const nodeInfo = mapping(
  same(
    always(''),
    'machineID',
    'systemUUID',
    'bootID',
    'kernelVersion',
    'osImage',
    'containerRuntimeVersion',
    'kubeletVersion',
    'kubeProxyVersion',
    'operatingSystem',
    'architecture',
  ),
  within('swap', 'swap', same(kept, 'capacity'), { hubKeepsEmpty: true, oldKeepsEmpty: true }),
);

const hubAddresses = listOf(same(nonZero, 'type', 'address'));
const oldAddresses = listOf(same(always(''), 'type', 'address'));
const addresses: Codec = {
  up: (value, before, known) => hubAddresses.up(value, before, known),
  down: (value, known) => oldAddresses.down(value, known),
};

const status = mapping(
  conditions,
  failure,
  moved('bootstrapReady', 'initialization.bootstrapDataSecretCreated', intent(false, { shown: true })),
  moved('infrastructureReady', 'initialization.infrastructureProvisioned', intent(false, { shown: true })),
  same(nodeReference, 'nodeRef'),
  within('nodeInfo', 'nodeInfo', nodeInfo, { hubKeepsEmpty: true, oldKeepsEmpty: true }),
  same(time, 'lastUpdated', 'certificatesExpiryDate'),
  same(addresses, 'addresses'),
  same(phase, 'phase'),
  same(nonZero, 'observedGeneration'),
  within('deletion', 'deletion', deletionProgress, { hubKeepsEmpty: true, oldKeepsEmpty: true }),
  remembered('failureDomain'),
);

/** Machine between v1beta1 and the hub. */
export const machineV1Beta1 = conversionOf(
  mapping(
    within('spec', 'spec', mapping(machineSpec, remembered('minReadySeconds')), { hubAlways: true, oldAlways: true }),
    within('status', 'status', status, { hubAlways: true, oldAlways: true }),
  ),
  { remembers: true, hub: { spec: MachineSpec, status: MachineStatus } },
);
