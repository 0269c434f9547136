import { intent, nonZero } from '../../conversion/codecs.ts';
import { conversionOf } from '../../conversion/conversion-of.ts';
import { listIn } from '../../conversion/json.ts';
import { mapping, moved, remembered, same, within, type Codec } from '../../conversion/mapping.ts';
import { apiEndpoints } from '../../conversion/v1alpha2/api-endpoints.ts';
import { failure } from '../../conversion/v1alpha2/failure.ts';
import { keepingAside } from '../../conversion/v1alpha2/kept-aside.ts';
import { phase } from '../../conversion/v1alpha2/phase.ts';
import { reference } from '../../conversion/v1alpha2/references.ts';
import { ClusterSpec, ClusterStatus } from './v1beta2.ts';

/** The hub wants at least one range where there are any; that a list was there and empty is kept aside. */
const someRanges: Codec = (() => {
  const some = (value: unknown): unknown => (listIn(value)?.length === 0 ? undefined : listIn(value));
  return { up: some, down: some };
})();

const spec = mapping(
  same(nonZero, 'clusterNetwork.apiServerPort'),
  same(nonZero, 'clusterNetwork.serviceDomain'),
  same(someRanges, 'clusterNetwork.services.cidrBlocks', 'clusterNetwork.pods.cidrBlocks'),
  same(reference(), 'infrastructureRef'),
  ...['paused', 'controlPlaneRef', 'topology', 'availabilityGates'].map(remembered),
);

const status = mapping(
  failure,
  same(phase(['Pending', 'Provisioning', 'Provisioned', 'Deleting', 'Failed']), 'phase'),
  moved('infrastructureReady', 'initialization.infrastructureProvisioned', intent(false)),
  moved('controlPlaneInitialized', 'initialization.controlPlaneInitialized', intent(false)),
  ...['conditions', 'controlPlane', 'workers', 'failureDomains', 'observedGeneration', 'deprecated.v1beta1.conditions'].map(remembered),
);

/** Cluster between v1alpha2 and the hub. */
export const clusterV1Alpha2 = keepingAside(
  conversionOf(
    mapping(
      within('spec', 'spec', spec, { hubAlways: true, oldAlways: true }),
      within('status', 'status', status, { hubAlways: true }),
      apiEndpoints,
    ),
    { remembers: true, hub: { spec: ClusterSpec, status: ClusterStatus } },
  ),
  ['spec.clusterNetwork.services', 'spec.clusterNetwork.pods', 'status.apiEndpoints', 'status.phase'],
);
