import { collection, failureDomains, intent, kept, nonZero, shownInOld } from '../../conversion/codecs.ts';
import { conversionOf } from '../../conversion/conversion-of.ts';
import { listOf, mapping, moved, same, within, type Mapping } from '../../conversion/mapping.ts';
import { contractReference } from '../../conversion/references.ts';
import { conditions, failure } from '../../conversion/v1beta1/conditions.ts';
import { conditionGates } from '../../conversion/v1beta1/machine-spec.ts';
import { topology } from './convert-topology.ts';
import * as v1beta1 from './v1beta1.ts';
import { ClusterSpec, ClusterStatus } from './v1beta2.ts';

const networkRanges = (name: string): Mapping => within(name, name, same(collection, 'cidrBlocks'));

const spec = mapping(
  same(intent(false), 'paused'),
  within(
    'clusterNetwork',
    'clusterNetwork',
    mapping(same(nonZero, 'apiServerPort'), networkRanges('services'), networkRanges('pods'), same(nonZero, 'serviceDomain')),
  ),
  within('controlPlaneEndpoint', 'controlPlaneEndpoint', mapping(same(shownInOld(''), 'host'), same(shownInOld(0), 'port')), {
    oldAlways: true,
  }),
  same(contractReference(), 'controlPlaneRef', 'infrastructureRef'),
  within('topology', 'topology', topology),
  conditionGates('availabilityGates'),
);

const versionList = listOf(same(nonZero, 'version', 'replicas'));
const counters = mapping(
  same(kept, 'desiredReplicas', 'replicas', 'upToDateReplicas', 'readyReplicas', 'availableReplicas'),
  same(versionList, 'versions', 'upgradePlan'),
);
/** Counters that v1beta1 has among its newer status; there they stay even when they are empty. */
const replicaStatus = (name: string): Mapping => within(`v1beta2.${name}`, name, counters, { hubKeepsEmpty: true, oldKeepsEmpty: true });

const status = mapping(
  same(failureDomains, 'failureDomains'),
  conditions,
  failure,
  moved('infrastructureReady', 'initialization.infrastructureProvisioned', intent(false, { shown: true })),
  moved('controlPlaneReady', 'initialization.controlPlaneInitialized', intent(false, { shown: true })),
  replicaStatus('controlPlane'),
  replicaStatus('workers'),
  same(nonZero, 'phase'),
  same(nonZero, 'observedGeneration'),
);

/** Cluster between v1beta1 and the hub. */
export const clusterV1Beta1 = conversionOf(
  mapping(
    within('spec', 'spec', spec, { hubAlways: true, oldAlways: true }),
    within('status', 'status', status, { hubAlways: true, oldAlways: true }),
  ),
  {
    remembers: true,
    hub: { spec: ClusterSpec, status: ClusterStatus },
    old: { spec: v1beta1.ClusterSpec, status: v1beta1.ClusterStatus },
  },
);
