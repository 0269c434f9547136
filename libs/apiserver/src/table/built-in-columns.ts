import { isObject, type JsonObject } from '../schema/json.ts';
import { ageOf } from './age.ts';
import {
  ageColumn,
  count,
  integerColumn,
  joined,
  list,
  nameColumn,
  none,
  printLabels,
  printSelector,
  sizeOf,
  text,
  textColumn,
} from './cells.ts';
import type { Column } from './column.ts';
import { findFirst } from './json-path.ts';
import { nodeColumns } from './node-columns.ts';
import { podColumns } from './pod-columns.ts';

const createdAt: Column = { name: 'Created At', type: 'date', cell: (object) => text(object, '.metadata.creationTimestamp') };

const containers = (path: string): readonly Column[] => [
  textColumn('Containers', (object) => joined(object, `${path}.containers[*].name`), 1),
  textColumn('Images', (object) => joined(object, `${path}.containers[*].image`), 1),
];
const selector = textColumn('Selector', (object) => printSelector(findFirst(object, '.spec.selector')), 1);

const replicated = (desired: string, current: string, ready: string): readonly Column[] => [
  nameColumn,
  integerColumn('Desired', desired),
  integerColumn('Current', current),
  integerColumn('Ready', ready),
  ageColumn,
  ...containers('.spec.template.spec'),
  selector,
];

const servicePorts = (service: JsonObject): string =>
  list(service, '.spec.ports')
    .map((port) => {
      const nodePort = count(port, '.nodePort');
      return `${count(port, '.port')}${nodePort > 0 ? `:${nodePort}` : ''}/${text(port, '.protocol', 'TCP')}`;
    })
    .join(',') || none;

function externalAddress(service: JsonObject): string {
  const given = joined(service, '.spec.externalIPs[*]');
  switch (text(service, '.spec.type')) {
    case 'LoadBalancer': {
      const ingress = list(service, '.status.loadBalancer.ingress').map((entry) => text(entry, '.ip') || text(entry, '.hostname'));
      const all = [...ingress, ...(given === none ? [] : [given])];
      return all.length === 0 ? '<pending>' : all.join(',');
    }
    case 'ExternalName':
      return text(service, '.spec.externalName', none);
    default:
      return given;
  }
}

const source = (event: JsonObject): string => {
  const component = text(event, '.source.component') || text(event, '.reportingComponent');
  const host = text(event, '.source.host') || text(event, '.reportingInstance');
  return host === '' ? component : `${component}, ${host}`;
};
const firstSeen = (event: JsonObject): unknown =>
  findFirst(event, '.firstTimestamp') ?? findFirst(event, '.deprecatedFirstTimestamp') ?? findFirst(event, '.eventTime');
const lastSeen = (event: JsonObject): unknown =>
  findFirst(event, '.series.lastObservedTime') ??
  findFirst(event, '.lastTimestamp') ??
  findFirst(event, '.deprecatedLastTimestamp') ??
  firstSeen(event);
const regarding = (event: JsonObject): unknown => findFirst(event, '.involvedObject') ?? findFirst(event, '.regarding');

const eventColumns: readonly Column[] = [
  textColumn('Last Seen', (event, now) => ageOf(lastSeen(event), now)),
  textColumn('Type', (event) => text(event, '.type')),
  textColumn('Reason', (event) => text(event, '.reason')),
  textColumn('Object', (event) => {
    const [kind, name] = [text(regarding(event), '.kind').toLowerCase(), text(regarding(event), '.name')];
    return name === '' ? kind : `${kind}/${name}`;
  }),
  textColumn('Subobject', (event) => text(regarding(event), '.fieldPath'), 1),
  textColumn('Source', source, 1),
  textColumn('Message', (event) => (text(event, '.message') || text(event, '.note')).trim()),
  textColumn('First Seen', (event, now) => ageOf(firstSeen(event), now), 1),
  textColumn('Count', (event) => count(event, '.series.count') || count(event, '.count') || count(event, '.deprecatedCount') || 1, 1),
  { ...nameColumn, priority: 1 },
];

const subjects = (kind: string) => (binding: JsonObject) =>
  list(binding, '.subjects')
    .filter((subject) => text(subject, '.kind') === kind)
    .map((subject) => (kind === 'ServiceAccount' ? `${text(subject, '.namespace')}/${text(subject, '.name')}` : text(subject, '.name')))
    .join(', ');
const bindingColumns: readonly Column[] = [
  nameColumn,
  textColumn('Role', (binding) => `${text(binding, '.roleRef.kind')}/${text(binding, '.roleRef.name')}`),
  ageColumn,
  textColumn('Users', subjects('User'), 1),
  textColumn('Groups', subjects('Group'), 1),
  textColumn('ServiceAccounts', subjects('ServiceAccount'), 1),
];

const webhookColumns: readonly Column[] = [
  nameColumn,
  { name: 'Webhooks', type: 'integer', cell: (object) => sizeOf(object, '.webhooks') },
  ageColumn,
];

const endpointAddresses = (object: JsonObject): string => {
  const all = list(object, '.subsets').flatMap((subset) =>
    list(subset, '.addresses').flatMap((address) => {
      const ports = list(subset, '.ports').map((port) => `${text(address, '.ip')}:${count(port, '.port')}`);
      return ports.length === 0 ? [text(address, '.ip')] : ports;
    }),
  );
  return all.length === 0 ? none : all.length > 3 ? `${all.slice(0, 3).join(',')} + ${all.length - 3} more...` : all.join(',');
};

const jobStatus = (job: JsonObject): string => {
  const holds = (type: string): boolean => findFirst(job, `.status.conditions[?(@.type=="${type}")].status`) === 'True';
  if (holds('Complete')) return 'Complete';
  if (holds('Failed')) return 'Failed';
  if (text(job, '.metadata.deletionTimestamp') !== '') return 'Terminating';
  return holds('Suspended') ? 'Suspended' : 'Running';
};

/** Columns of built-in kinds by `plural.group`; kinds without an entry show name and creation time. */
const columns: Readonly<Record<string, readonly Column[]>> = {
  pods: podColumns,
  nodes: nodeColumns,
  namespaces: [nameColumn, textColumn('Status', (object) => text(object, '.status.phase')), ageColumn],
  secrets: [
    nameColumn,
    textColumn('Type', (object) => text(object, '.type')),
    textColumn('Data', (object) => sizeOf(object, '.data')),
    ageColumn,
  ],
  configmaps: [nameColumn, textColumn('Data', (object) => sizeOf(object, '.data') + sizeOf(object, '.binaryData')), ageColumn],
  serviceaccounts: [nameColumn, ageColumn],
  services: [
    nameColumn,
    textColumn('Type', (object) => text(object, '.spec.type', 'ClusterIP')),
    textColumn('Cluster-IP', (object) => text(object, '.spec.clusterIP', none)),
    textColumn('External-IP', externalAddress),
    textColumn('Port(s)', servicePorts),
    ageColumn,
    textColumn('Selector', (object) => printLabels(findFirst(object, '.spec.selector')), 1),
  ],
  endpoints: [nameColumn, textColumn('Endpoints', endpointAddresses), ageColumn],
  events: eventColumns,
  'events.events.k8s.io': eventColumns,
  resourcequotas: [nameColumn, ageColumn],
  replicationcontrollers: replicated('.spec.replicas', '.status.replicas', '.status.readyReplicas'),
  persistentvolumes: [
    nameColumn,
    textColumn('Capacity', (object) => text(object, '.spec.capacity.storage')),
    textColumn('Access Modes', (object) => joined(object, '.spec.accessModes[*]')),
    textColumn('Reclaim Policy', (object) => text(object, '.spec.persistentVolumeReclaimPolicy')),
    textColumn('Status', (object) => text(object, '.status.phase')),
    textColumn('Claim', (object) =>
      text(object, '.spec.claimRef.name') === ''
        ? ''
        : `${text(object, '.spec.claimRef.namespace')}/${text(object, '.spec.claimRef.name')}`,
    ),
    textColumn('StorageClass', (object) => text(object, '.spec.storageClassName')),
    textColumn('Reason', (object) => text(object, '.status.reason')),
    ageColumn,
  ],
  persistentvolumeclaims: [
    nameColumn,
    textColumn('Status', (object) => text(object, '.status.phase')),
    textColumn('Volume', (object) => text(object, '.spec.volumeName')),
    textColumn('Capacity', (object) => text(object, '.status.capacity.storage')),
    textColumn('Access Modes', (object) => joined(object, '.spec.accessModes[*]')),
    textColumn('StorageClass', (object) => text(object, '.spec.storageClassName')),
    ageColumn,
  ],
  'deployments.apps': [
    nameColumn,
    textColumn('Ready', (object) => `${count(object, '.status.readyReplicas')}/${count(object, '.spec.replicas')}`),
    textColumn('Up-to-date', (object) => count(object, '.status.updatedReplicas')),
    textColumn('Available', (object) => count(object, '.status.availableReplicas')),
    ageColumn,
    ...containers('.spec.template.spec'),
    selector,
  ],
  'replicasets.apps': replicated('.spec.replicas', '.status.replicas', '.status.readyReplicas'),
  'statefulsets.apps': [
    nameColumn,
    textColumn('Ready', (object) => `${count(object, '.status.readyReplicas')}/${count(object, '.spec.replicas')}`),
    ageColumn,
    ...containers('.spec.template.spec'),
  ],
  'daemonsets.apps': [
    nameColumn,
    integerColumn('Desired', '.status.desiredNumberScheduled'),
    integerColumn('Current', '.status.currentNumberScheduled'),
    integerColumn('Ready', '.status.numberReady'),
    integerColumn('Up-to-date', '.status.updatedNumberScheduled'),
    integerColumn('Available', '.status.numberAvailable'),
    textColumn('Node Selector', (object) => printLabels(findFirst(object, '.spec.template.spec.nodeSelector'))),
    ageColumn,
    ...containers('.spec.template.spec'),
    selector,
  ],
  'controllerrevisions.apps': [
    nameColumn,
    textColumn('Controller', (object) => {
      const owner = list(object, '.metadata.ownerReferences').find((each) => isObject(each) && each['controller'] === true);
      return owner === undefined
        ? none
        : `${text(owner, '.kind').toLowerCase()}.${text(owner, '.apiVersion').split('/')[0]}/${text(owner, '.name')}`;
    }),
    textColumn('Revision', (object) => count(object, '.revision')),
    ageColumn,
  ],
  'jobs.batch': [
    nameColumn,
    textColumn('Status', jobStatus),
    textColumn('Completions', (object) => `${count(object, '.status.succeeded')}/${count(object, '.spec.completions') || 1}`),
    textColumn('Duration', (object, now) =>
      text(object, '.status.startTime') === '' ? '' : ageOf(findFirst(object, '.status.startTime'), now),
    ),
    ageColumn,
    ...containers('.spec.template.spec'),
    selector,
  ],
  'cronjobs.batch': [
    nameColumn,
    textColumn('Schedule', (object) => text(object, '.spec.schedule')),
    textColumn('Timezone', (object) => text(object, '.spec.timeZone', none)),
    {
      name: 'Suspend',
      type: 'boolean',
      cell: (object) => String(findFirst(object, '.spec.suspend') === true).replace(/^./, (first) => first.toUpperCase()),
    },
    { name: 'Active', type: 'integer', cell: (object) => sizeOf(object, '.status.active') },
    textColumn('Last Schedule', (object, now) =>
      text(object, '.status.lastScheduleTime') === '' ? none : ageOf(findFirst(object, '.status.lastScheduleTime'), now),
    ),
    ageColumn,
    ...containers('.spec.jobTemplate.spec.template.spec'),
  ],
  'leases.coordination.k8s.io': [nameColumn, textColumn('Holder', (object) => text(object, '.spec.holderIdentity')), ageColumn],
  'rolebindings.rbac.authorization.k8s.io': bindingColumns,
  'clusterrolebindings.rbac.authorization.k8s.io': bindingColumns,
  'poddisruptionbudgets.policy': [
    nameColumn,
    textColumn('Min Available', (object) => String((findFirst(object, '.spec.minAvailable') as string | undefined) ?? 'N/A')),
    textColumn('Max Unavailable', (object) => String((findFirst(object, '.spec.maxUnavailable') as string | undefined) ?? 'N/A')),
    integerColumn('Allowed Disruptions', '.status.disruptionsAllowed'),
    ageColumn,
  ],
  'priorityclasses.scheduling.k8s.io': [
    nameColumn,
    integerColumn('Value', '.value'),
    { name: 'Global-Default', type: 'boolean', cell: (object) => findFirst(object, '.globalDefault') === true },
    ageColumn,
    textColumn('PreemptionPolicy', (object) => text(object, '.preemptionPolicy')),
  ],
  'storageclasses.storage.k8s.io': [
    nameColumn,
    textColumn('Provisioner', (object) => text(object, '.provisioner')),
    textColumn('ReclaimPolicy', (object) => text(object, '.reclaimPolicy', 'Delete')),
    textColumn('VolumeBindingMode', (object) => text(object, '.volumeBindingMode', '<unset>')),
    textColumn('AllowVolumeExpansion', (object) => findFirst(object, '.allowVolumeExpansion') === true),
    ageColumn,
  ],
  'volumeattachments.storage.k8s.io': [
    nameColumn,
    { name: 'Attacher', type: 'string', format: 'name', cell: (object) => text(object, '.spec.attacher') },
    textColumn('PV', (object) => text(object, '.spec.source.persistentVolumeName')),
    textColumn('Node', (object) => text(object, '.spec.nodeName')),
    { name: 'Attached', type: 'boolean', cell: (object) => findFirst(object, '.status.attached') === true },
    ageColumn,
  ],
  'csinodes.storage.k8s.io': [
    nameColumn,
    { name: 'Drivers', type: 'integer', cell: (object) => sizeOf(object, '.spec.drivers') },
    ageColumn,
  ],
  'csidrivers.storage.k8s.io': [
    nameColumn,
    { name: 'AttachRequired', type: 'boolean', cell: (object) => findFirst(object, '.spec.attachRequired') !== false },
    { name: 'PodInfoOnMount', type: 'boolean', cell: (object) => findFirst(object, '.spec.podInfoOnMount') === true },
    textColumn('Modes', (object) => joined(object, '.spec.volumeLifecycleModes[*]')),
    ageColumn,
  ],
  'ingresses.networking.k8s.io': [
    nameColumn,
    textColumn('Class', (object) => text(object, '.spec.ingressClassName', none)),
    textColumn('Hosts', (object) => joined(object, '.spec.rules[*].host').replace(none, '*')),
    textColumn('Address', (object) => joined(object, '.status.loadBalancer.ingress[*].ip').replace(none, '')),
    textColumn('Ports', (object) => (sizeOf(object, '.spec.tls') > 0 ? '80, 443' : '80')),
    ageColumn,
  ],
  'ingressclasses.networking.k8s.io': [nameColumn, textColumn('Controller', (object) => text(object, '.spec.controller')), ageColumn],
  'networkpolicies.networking.k8s.io': [
    nameColumn,
    textColumn('Pod-Selector', (object) => printSelector(findFirst(object, '.spec.podSelector'))),
    ageColumn,
  ],
  'endpointslices.discovery.k8s.io': [
    nameColumn,
    textColumn('AddressType', (object) => text(object, '.addressType')),
    textColumn(
      'Ports',
      (object) =>
        list(object, '.ports')
          .map((port) => count(port, '.port'))
          .join(',') || '<unset>',
    ),
    textColumn('Endpoints', (object) => joined(object, '.endpoints[*].addresses[*]').replace(none, '<unset>')),
    ageColumn,
  ],
  'mutatingwebhookconfigurations.admissionregistration.k8s.io': webhookColumns,
  'validatingwebhookconfigurations.admissionregistration.k8s.io': webhookColumns,
  'apiservices.apiregistration.k8s.io': [
    nameColumn,
    textColumn('Service', (object) =>
      text(object, '.spec.service.name') === ''
        ? 'Local'
        : `${text(object, '.spec.service.namespace')}/${text(object, '.spec.service.name')}`,
    ),
    textColumn('Available', (object) => text(object, '.status.conditions[?(@.type=="Available")].status', 'Unknown')),
    ageColumn,
  ],
};

/** The columns of a built-in kind, by its `plural.group`. */
export const builtInColumns = (resourceName: string): readonly Column[] => columns[resourceName] ?? [nameColumn, createdAt];
