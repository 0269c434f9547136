import { age, clusterFromSpec, column, conditionColumn, paused, wide } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { supersededBy } from '../../schema/deprecation.ts';
import { optional } from '../../schema/vocabulary.ts';
import { MachineSpec as MachineSpecV1Alpha2 } from '../../shapes/v1alpha2/machine.ts';
import { MachineSpec as MachineSpecV1Beta1 } from '../../shapes/v1beta1/machine.ts';
import { MachineSpec } from '../../shapes/v1beta2/machine.ts';
import { machineV1Alpha2 } from './convert-v1alpha2.ts';
import { machineV1Beta1 } from './convert-v1beta1.ts';
import { v1alpha2Limits } from './limits.ts';
import * as v1alpha2 from './v1alpha2.ts';
import * as v1beta1 from './v1beta1.ts';
import { MachineStatus } from './v1beta2.ts';

const description =
  'Machine is a machine that is to run one Node of a Cluster; it is replaced, not changed, when something else is wanted.';
const phase = column('Phase', 'string', '.status.phase', 'Where the Machine is in its life');
const machineVersion = column('Version', 'string', '.spec.version', 'Kubernetes version');
const providerID = column('ProviderID', 'string', '.spec.providerID', 'Identity of the machine at its provider');
const nodeName = column('NodeName', 'string', '.status.nodeRef.name', 'Node that runs on the Machine');

/** A machine that is, or will be, a Node of a workload cluster. */
export const Machine = defineKind({
  group: 'cluster.x-k8s.io',
  kind: 'Machine',
  plural: 'machines',
  shortNames: ['ma'],
  provider: 'cluster-api',
  versions: {
    v1beta2: version({
      stage: 'storage',
      description,
      spec: MachineSpec,
      status: MachineStatus,
      columns: [
        clusterFromSpec,
        column('Node Name', 'string', '.status.nodeRef.name', 'Node that runs on the Machine'),
        wide(column('Provider ID', 'string', '.spec.providerID', 'Identity of the machine at its provider')),
        column('Failure domain', 'string', '.status.failureDomain', 'Failure domain in which the machine was placed'),
        conditionColumn('Ready', 'Ready', 'Whether the Machine and its Node work'),
        conditionColumn('Available', 'Available', 'Whether the Machine has been Ready for long enough'),
        conditionColumn('Up-to-date', 'UpToDate', 'Whether the Machine is as its owner wants it'),
        wide(
          column(
            'Internal-IP',
            'string',
            '.status.addresses[?(@.type=="InternalIP")].address',
            'Address inside the network of the cluster',
          ),
        ),
        wide(column('External-IP', 'string', '.status.addresses[?(@.type=="ExternalIP")].address', 'Address from outside')),
        wide(column('OS-Image', 'string', '.status.nodeInfo.osImage', 'Operating system')),
        paused,
        phase,
        age,
        machineVersion,
      ],
    }),
    v1beta1: version({
      stage: 'served',
      description,
      deprecation: supersededBy('cluster.x-k8s.io/v1beta1', 'Machine', 'cluster.x-k8s.io/v1beta2'),
      spec: optional(MachineSpecV1Beta1),
      status: v1beta1.MachineStatus,
      columns: [clusterFromSpec, nodeName, providerID, phase, age, machineVersion],
      convert: machineV1Beta1,
    }),
    v1alpha2: version({
      stage: 'served',
      description,
      deprecation: supersededBy('cluster.x-k8s.io/v1alpha2', 'Machine', 'cluster.x-k8s.io/v1beta2'),
      spec: optional(MachineSpecV1Alpha2),
      status: v1alpha2.MachineStatus,
      columns: [providerID, phase, { ...nodeName, priority: 1 }],
      convert: machineV1Alpha2,
      limits: v1alpha2Limits,
    }),
  },
});
export type Machine = ObjectOf<typeof Machine, 'v1beta2'>;
