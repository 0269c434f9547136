import type { PrinterColumn } from './define-kind.ts';

// `kubectl get` shows columns of priority 0; the others come with -o wide. 10 is what wide columns of this project use.
const widePriority = 10;

export const column = (name: string, type: PrinterColumn['type'], jsonPath: string, description: string): PrinterColumn => ({
  name,
  type,
  jsonPath,
  description,
});

/** A column that only `-o wide` shows. */
export const wide = (shown: PrinterColumn): PrinterColumn => ({ ...shown, priority: widePriority });

/** The status of a condition. */
export const conditionColumn = (name: string, type: string, description: string): PrinterColumn =>
  column(name, 'string', `.status.conditions[?(@.type=="${type}")].status`, description);

/** The name of an owner of the given kind. */
export const ownerColumn = (kind: string, description: string): PrinterColumn =>
  column(kind, 'string', `.metadata.ownerReferences[?(@.kind=="${kind}")].name`, description);

export const age = column('Age', 'date', '.metadata.creationTimestamp', 'Time since the object was created');
export const paused = wide(conditionColumn('Paused', 'Paused', 'Whether reconciliation is paused'));
export const clusterFromSpec = column('Cluster', 'string', '.spec.clusterName', 'Cluster it belongs to');
export const clusterFromLabel = column(
  'Cluster',
  'string',
  ".metadata.labels['cluster\\.x-k8s\\.io/cluster-name']",
  'Cluster it belongs to',
);
export const machineVersion = column('Version', 'string', '.spec.template.spec.version', 'Kubernetes version of new Machines');

/** Counters of a kind with replicas, in the order that all of them share. */
export const replicaColumns = [
  column('Desired', 'integer', '.spec.replicas', 'Machines wanted'),
  column('Current', 'integer', '.status.replicas', 'Machines there are'),
  column('Ready', 'integer', '.status.readyReplicas', 'Machines that are Ready'),
  column('Available', 'integer', '.status.availableReplicas', 'Machines that have been Ready for long enough'),
  column('Up-to-date', 'integer', '.status.upToDateReplicas', 'Machines that are as the spec wants them'),
] as const;

/** The `scale` subresource of a kind with replicas. */
export const scale = { specReplicas: '.spec.replicas', statusReplicas: '.status.replicas', labelSelector: '.status.selector' } as const;

/** What the columns of an infrastructure machine have in common. */
export const infraMachineColumns = [
  clusterFromLabel,
  wide(column('Provider ID', 'string', '.spec.providerID', 'Identity of the machine')),
  column('Failure domain', 'string', '.status.failureDomain', 'Failure domain in which the machine was placed'),
  wide(column('IP', 'string', '.status.addresses[?(@.type=="InternalIP")].address', 'Address inside the network of the cluster')),
  paused,
  column('Provisioned', 'string', '.status.initialization.provisioned', 'Whether the machine is there'),
  age,
] as const;
