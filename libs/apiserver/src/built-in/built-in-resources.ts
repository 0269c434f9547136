import { allVerbs, type ExtraSubresource, type ScalePaths, type ServedResource } from '../served-resource.ts';
import { reference } from './definitions.ts';

interface Row {
  readonly namespaced?: false;
  readonly status?: true;
  readonly scale?: ScalePaths;
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly verbs?: readonly string[];
  readonly subresources?: readonly ExtraSubresource[];
}

const scaled: ScalePaths = {
  specReplicasPath: '.spec.replicas',
  statusReplicasPath: '.status.replicas',
  labelSelectorPath: '.status.selector',
};
const all = ['all'];
const extensions = ['api-extensions'];
const writing = ['get', 'patch', 'update'];
const proxying = ['create', 'delete', 'get', 'patch', 'update'];

/**
 * The kinds that are stored, by group and by the package of their definitions: plural, kind, then what differs from a namespaced
 * kind with all verbs and no subresources.
 */
const stored: Readonly<
  Record<string, { readonly definitions: string; readonly kinds: Readonly<Record<string, readonly [string, Row?]>> }>
> = {
  '': {
    definitions: 'core',
    kinds: {
      configmaps: ['ConfigMap', { shortNames: ['cm'] }],
      endpoints: ['Endpoints', { shortNames: ['ep'] }],
      events: ['Event', { shortNames: ['ev'] }],
      limitranges: ['LimitRange', { shortNames: ['limits'] }],
      namespaces: [
        'Namespace',
        {
          namespaced: false,
          status: true,
          shortNames: ['ns'],
          verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
          subresources: [{ name: 'finalize', kind: 'Namespace', verbs: ['update'] }],
        },
      ],
      nodes: [
        'Node',
        {
          namespaced: false,
          status: true,
          shortNames: ['no'],
          subresources: [{ name: 'proxy', kind: 'NodeProxyOptions', verbs: proxying }],
        },
      ],
      persistentvolumeclaims: ['PersistentVolumeClaim', { status: true, shortNames: ['pvc'] }],
      persistentvolumes: ['PersistentVolume', { namespaced: false, status: true, shortNames: ['pv'] }],
      pods: [
        'Pod',
        {
          status: true,
          shortNames: ['po'],
          categories: all,
          subresources: [
            { name: 'attach', kind: 'PodAttachOptions', verbs: ['create', 'get'] },
            { name: 'binding', kind: 'Binding', verbs: ['create'] },
            { name: 'ephemeralcontainers', kind: 'Pod', verbs: writing },
            { name: 'eviction', kind: 'Eviction', group: 'policy', version: 'v1', verbs: ['create'] },
            { name: 'exec', kind: 'PodExecOptions', verbs: ['create', 'get'] },
            { name: 'log', kind: 'Pod', verbs: ['get'] },
            { name: 'portforward', kind: 'PodPortForwardOptions', verbs: ['create', 'get'] },
            { name: 'proxy', kind: 'PodProxyOptions', verbs: proxying },
          ],
        },
      ],
      podtemplates: ['PodTemplate'],
      replicationcontrollers: ['ReplicationController', { status: true, scale: scaled, shortNames: ['rc'], categories: all }],
      resourcequotas: ['ResourceQuota', { status: true, shortNames: ['quota'] }],
      secrets: ['Secret'],
      serviceaccounts: [
        'ServiceAccount',
        {
          shortNames: ['sa'],
          subresources: [{ name: 'token', kind: 'TokenRequest', group: 'authentication.k8s.io', version: 'v1', verbs: ['create'] }],
        },
      ],
      services: ['Service', { status: true, shortNames: ['svc'], categories: all }],
    },
  },
  'admissionregistration.k8s.io': {
    definitions: 'admissionregistration',
    kinds: {
      mutatingwebhookconfigurations: ['MutatingWebhookConfiguration', { namespaced: false, categories: extensions }],
      validatingwebhookconfigurations: ['ValidatingWebhookConfiguration', { namespaced: false, categories: extensions }],
    },
  },
  'apiextensions.k8s.io': {
    definitions: 'apiextensions',
    kinds: {
      customresourcedefinitions: [
        'CustomResourceDefinition',
        { namespaced: false, status: true, shortNames: ['crd', 'crds'], categories: extensions },
      ],
    },
  },
  'apiregistration.k8s.io': {
    definitions: 'apiregistration',
    kinds: { apiservices: ['APIService', { namespaced: false, status: true, categories: extensions }] },
  },
  apps: {
    definitions: 'apps',
    kinds: {
      controllerrevisions: ['ControllerRevision'],
      daemonsets: ['DaemonSet', { status: true, shortNames: ['ds'], categories: all }],
      deployments: ['Deployment', { status: true, scale: scaled, shortNames: ['deploy'], categories: all }],
      replicasets: ['ReplicaSet', { status: true, scale: scaled, shortNames: ['rs'], categories: all }],
      statefulsets: ['StatefulSet', { status: true, scale: scaled, shortNames: ['sts'], categories: all }],
    },
  },
  batch: {
    definitions: 'batch',
    kinds: {
      cronjobs: ['CronJob', { status: true, shortNames: ['cj'], categories: all }],
      jobs: ['Job', { status: true, categories: all }],
    },
  },
  'certificates.k8s.io': {
    definitions: 'certificates',
    kinds: {
      certificatesigningrequests: [
        'CertificateSigningRequest',
        {
          namespaced: false,
          status: true,
          shortNames: ['csr'],
          subresources: [{ name: 'approval', kind: 'CertificateSigningRequest', verbs: writing }],
        },
      ],
    },
  },
  'coordination.k8s.io': { definitions: 'coordination', kinds: { leases: ['Lease'] } },
  'discovery.k8s.io': { definitions: 'discovery', kinds: { endpointslices: ['EndpointSlice'] } },
  'events.k8s.io': { definitions: 'events', kinds: { events: ['Event', { shortNames: ['ev'] }] } },
  'networking.k8s.io': {
    definitions: 'networking',
    kinds: {
      ingressclasses: ['IngressClass', { namespaced: false }],
      ingresses: ['Ingress', { status: true, shortNames: ['ing'] }],
      networkpolicies: ['NetworkPolicy', { shortNames: ['netpol'] }],
    },
  },
  policy: {
    definitions: 'policy',
    kinds: { poddisruptionbudgets: ['PodDisruptionBudget', { status: true, shortNames: ['pdb'] }] },
  },
  'rbac.authorization.k8s.io': {
    definitions: 'rbac',
    kinds: {
      clusterrolebindings: ['ClusterRoleBinding', { namespaced: false }],
      clusterroles: ['ClusterRole', { namespaced: false }],
      rolebindings: ['RoleBinding'],
      roles: ['Role'],
    },
  },
  'scheduling.k8s.io': {
    definitions: 'scheduling',
    kinds: { priorityclasses: ['PriorityClass', { namespaced: false, shortNames: ['pc'] }] },
  },
  'storage.k8s.io': {
    definitions: 'storage',
    kinds: {
      csidrivers: ['CSIDriver', { namespaced: false }],
      csinodes: ['CSINode', { namespaced: false }],
      storageclasses: ['StorageClass', { namespaced: false, shortNames: ['sc'] }],
      volumeattachments: ['VolumeAttachment', { namespaced: false, status: true }],
    },
  },
};

function servedResource(group: string, definitions: string, plural: string, [kind, row = {}]: readonly [string, Row?]): ServedResource {
  return {
    group,
    version: 'v1',
    kind,
    listKind: `${kind}List`,
    plural,
    singular: kind.toLowerCase(),
    shortNames: row.shortNames ?? [],
    categories: row.categories ?? [],
    namespaced: row.namespaced ?? true,
    verbs: row.verbs ?? allVerbs,
    status: row.status ?? false,
    ...(row.scale === undefined ? {} : { scale: row.scale }),
    subresources: row.subresources ?? [],
    schema: reference(`${definitions}.${kind}`),
    columns: [],
    custom: false,
  };
}

/** The kinds that this server brings along and stores. The same objects for every server, so that what is made of them is shared. */
export const builtInResources: readonly ServedResource[] = Object.entries(stored).flatMap(([group, { definitions, kinds }]) =>
  Object.entries(kinds).map(([plural, row]) => servedResource(group, definitions, plural, row)),
);

const created: Row = { verbs: ['create'], namespaced: false };

/** Kinds that are questions to the server: they can be created, are answered, and are not stored. */
export const reviewResources: readonly ServedResource[] = [
  servedResource('authentication.k8s.io', 'authentication', 'selfsubjectreviews', ['SelfSubjectReview', created]),
  servedResource('authentication.k8s.io', 'authentication', 'tokenreviews', ['TokenReview', created]),
  servedResource('authorization.k8s.io', 'authorization', 'localsubjectaccessreviews', ['LocalSubjectAccessReview', { verbs: ['create'] }]),
  servedResource('authorization.k8s.io', 'authorization', 'selfsubjectaccessreviews', ['SelfSubjectAccessReview', created]),
  servedResource('authorization.k8s.io', 'authorization', 'selfsubjectrulesreviews', ['SelfSubjectRulesReview', created]),
  servedResource('authorization.k8s.io', 'authorization', 'subjectaccessreviews', ['SubjectAccessReview', created]),
];
