import type { ProviderFolder } from './provider-folders.ts';

/** What upstream's role of a provider allows: facts to hold ours against, not what ours are made from. */
interface Grant {
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

const read = ['get', 'list', 'watch'];
const change = [...read, 'patch', 'update'];
const all = [...change, 'create', 'delete'];

const grant = (group: string, resources: string, verbs: readonly string[]): Grant => ({ group, resources: resources.split(' '), verbs });
const capi = 'cluster.x-k8s.io';

const everyProvider: readonly Grant[] = [
  grant('authentication.k8s.io', 'tokenreviews', ['create']),
  grant('authorization.k8s.io', 'subjectaccessreviews', ['create']),
  grant('apiextensions.k8s.io', 'customresourcedefinitions', read),
  // Upstream names the provider's own CRDs here, as ours does.
  grant('apiextensions.k8s.io', 'customresourcedefinitions customresourcedefinitions/status', ['patch', 'update']),
];

/** @see upstream v1.14.0 config/rbac/role.yaml of each provider (behaviour) */
export const upstreamRoles: Readonly<Record<ProviderFolder, readonly Grant[]>> = {
  core: [
    ...everyProvider,
    grant('', 'configmaps', [...change, 'delete']),
    grant('', 'events', ['create', 'patch']),
    grant('', 'namespaces', read),
    grant('', 'secrets', all),
    grant(`addons.${capi}`, '*', all),
    grant(`bootstrap.${capi}`, '*', all),
    grant(`controlplane.${capi}`, '*', all),
    grant(`infrastructure.${capi}`, '*', all),
    grant(
      capi,
      'clusterclasses clusterclasses/status clusters clusters/finalizers clusters/status machinedrainrules machinehealthchecks/finalizers machinehealthchecks/status',
      change,
    ),
    grant(
      capi,
      'machinedeployments machinedeployments/finalizers machinedeployments/status machinepools machinepools/finalizers machinepools/status',
      all,
    ),
    grant(
      capi,
      'machines machines/finalizers machines/status machinesets machinesets/finalizers machinesets/status machinehealthchecks',
      all,
    ),
    grant(`ipam.${capi}`, 'ipaddressclaims ipaddresses', change),
    grant(`ipam.${capi}`, 'ipaddressclaims/status', ['patch', 'update']),
    grant(`runtime.${capi}`, 'extensionconfigs extensionconfigs/status', change),
  ],
  'kubeadm-bootstrap': [
    ...everyProvider,
    grant('', 'configmaps secrets', all),
    grant('', 'events', ['create', 'patch']),
    grant(`bootstrap.${capi}`, 'kubeadmconfigs kubeadmconfigs/finalizers kubeadmconfigs/status', all),
    grant(`bootstrap.${capi}`, 'kubeadmconfigtemplates', change),
    grant(capi, 'clusters clusters/status machinepools machinepools/status machines machines/status machinesets', read),
    grant(`controlplane.${capi}`, 'kubeadmcontrolplanes', read),
  ],
  'kubeadm-control-plane': [
    ...everyProvider,
    grant('', 'events', ['create', 'patch']),
    grant('', 'namespaces', read),
    grant('', 'secrets', all),
    grant(`bootstrap.${capi}`, '*', all),
    grant(`controlplane.${capi}`, '*', all),
    grant(`infrastructure.${capi}`, '*', all),
    grant(capi, 'clusters clusters/status machinepools', read),
    grant(capi, 'machines machines/status', all),
    grant(`runtime.${capi}`, 'extensionconfigs', read),
  ],
  capd: [
    ...everyProvider,
    grant('', 'configmaps', read),
    grant('', 'secrets', [...read, 'patch']),
    grant(capi, 'clusters machinepools machinepools/status machinesets', read),
    grant(capi, 'machines', [...change, 'delete']),
    grant(`infrastructure.${capi}`, 'devclusters devmachines devmachinepools dockerclusters dockermachines dockermachinepools', all),
    grant(
      `infrastructure.${capi}`,
      [
        ...['devclusters', 'devmachines', 'devmachinepools', 'dockerclusters', 'dockermachines', 'dockermachinepools'].flatMap((each) => [
          `${each}/finalizers`,
          `${each}/status`,
        ]),
        ...['devcluster', 'devmachine', 'devmachinepool', 'dockercluster', 'dockermachine', 'dockermachinepool'].map(
          (each) => `${each}templates`,
        ),
        'devmachinetemplates/status dockermachinetemplates/status',
      ].join(' '),
      change,
    ),
  ],
};

/** What upstream's roles for leader election allow, in the namespace of the provider. */
export const upstreamHomeRole: readonly Grant[] = [grant('', 'events', ['create']), grant('coordination.k8s.io', 'leases', all)];
