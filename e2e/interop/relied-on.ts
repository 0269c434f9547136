import type { KubernetesItem } from '../harness/kubectl.ts';

/** One thing that providers take from each other through an object, whoever made them. docs/compatibility.md lists them. */
export interface Relied {
  /** App that sees to it. */
  readonly maker: string;
  /** Apps that would not work without it. */
  readonly users: readonly string[];
  readonly kind: string;
  readonly what: string;
  /** Asked of every object of the kind, in a cluster that runs. */
  readonly holds: (object: SeenObject) => boolean;
}

/** An object as kubectl prints it, with its field managers. */
export interface SeenObject extends KubernetesItem {
  readonly metadata: KubernetesItem['metadata'] & {
    readonly annotations?: Readonly<Record<string, string>>;
    readonly finalizers?: readonly string[];
    readonly ownerReferences?: readonly { readonly kind: string; readonly controller?: boolean }[];
    readonly managedFields?: readonly { readonly manager?: string; readonly operation: string }[];
  };
  readonly type?: string;
  readonly data?: Readonly<Record<string, string>>;
}

const core = 'core';
const bootstrap = 'kubeadm-bootstrap';
const controlPlane = 'kubeadm-control-plane';
const capd = 'capd';

type Path = readonly (string | number)[];
const at = (object: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<string | number, unknown> | undefined)?.[key], object);
const isSet =
  (...path: Path) =>
  (object: SeenObject): boolean =>
    ![undefined, '', false].includes(at(object, path) as undefined);
const initialized = (field: string) => isSet('status', 'initialization', field);
const isTrue =
  (type: string) =>
  ({ status }: SeenObject): boolean =>
    status?.conditions?.some((condition) => condition.type === type && condition.status === 'True') === true;
const labelled =
  (...labels: readonly string[]) =>
  ({ metadata }: SeenObject): boolean =>
    labels.every((label) => metadata.labels?.[`cluster.x-k8s.io/${label}`] !== undefined);
const annotated =
  (...annotations: readonly string[]) =>
  ({ metadata }: SeenObject): boolean =>
    annotations.every((annotation) => metadata.annotations?.[annotation] !== undefined);
const finalizedBy =
  (finalizer: string) =>
  ({ metadata }: SeenObject): boolean =>
    metadata.finalizers?.includes(finalizer) === true;
const ownedBy =
  (kind: string, controller: boolean) =>
  ({ metadata }: SeenObject): boolean =>
    metadata.ownerReferences?.some((owner) => owner.kind === kind && (owner.controller === true) === controller) === true;
const appliedAs =
  (manager: string) =>
  ({ metadata }: SeenObject): boolean =>
    metadata.managedFields?.some((entry) => entry.manager === manager && entry.operation === 'Apply') === true;
const all =
  (...rules: readonly ((object: SeenObject) => boolean)[]) =>
  (object: SeenObject): boolean =>
    rules.every((rule) => rule(object));

const isControlPlane = labelled('control-plane');
/** Of machines of the control plane only. */
const there = (rule: (object: SeenObject) => boolean) => (object: SeenObject) => !isControlPlane(object) || rule(object);
/** Of workers only. */
const elsewhere = (rule: (object: SeenObject) => boolean) => (object: SeenObject) => isControlPlane(object) || rule(object);
const named = (pattern: RegExp, rule: (object: SeenObject) => boolean) => (object: SeenObject) =>
  !pattern.test(object.metadata.name) || rule(object);

const authorities = /^quick-start-(ca|etcd|sa|proxy)$/;
const holding =
  (...keys: readonly string[]) =>
  ({ type, data = {} }: SeenObject): boolean =>
    type === 'cluster.x-k8s.io/secret' && Object.keys(data).toSorted().join(',') === keys.join(',');

/** In the order in which a cluster comes up. */
export const reliedOn: readonly Relied[] = [
  {
    maker: core,
    users: [controlPlane, capd],
    kind: 'devclusters',
    what: 'is owned by its Cluster and carries its name as a label',
    holds: all(ownedBy('Cluster', false), labelled('cluster-name')),
  },
  {
    maker: capd,
    users: [core, controlPlane],
    kind: 'devclusters',
    what: '`spec.controlPlaneEndpoint`, then `status.initialization.provisioned`',
    holds: all(isSet('spec', 'controlPlaneEndpoint', 'host'), isSet('spec', 'controlPlaneEndpoint', 'port'), initialized('provisioned')),
  },
  {
    maker: core,
    users: [bootstrap, controlPlane, capd],
    kind: 'clusters',
    what: '`spec.controlPlaneEndpoint` and `status.initialization.infrastructureProvisioned`',
    holds: all(isSet('spec', 'controlPlaneEndpoint', 'host'), initialized('infrastructureProvisioned')),
  },
  {
    maker: controlPlane,
    users: [core, bootstrap, capd],
    kind: 'secrets',
    what: '`<cluster>-ca`, `-etcd`, `-sa`, `-proxy` of type `cluster.x-k8s.io/secret` with `tls.crt` and `tls.key`, labelled with the cluster',
    holds: named(authorities, all(holding('tls.crt', 'tls.key'), labelled('cluster-name'), ownedBy('KubeadmControlPlane', true))),
  },
  {
    maker: controlPlane,
    users: [core, bootstrap],
    kind: 'secrets',
    what: '`<cluster>-kubeconfig` with `value`, labelled with the cluster',
    holds: named(/-kubeconfig$/, all(holding('value'), labelled('cluster-name'), ownedBy('KubeadmControlPlane', true))),
  },
  {
    maker: controlPlane,
    users: [core],
    kind: 'machines',
    what: 'of the control plane are owned by it, labelled `control-plane` and `control-plane-name`, and held for it by the pre-terminate hook `kcp-cleanup`',
    holds: there(
      all(
        ownedBy('KubeadmControlPlane', true),
        labelled('cluster-name', 'control-plane', 'control-plane-name'),
        annotated('pre-terminate.delete.hook.machine.cluster.x-k8s.io/kcp-cleanup'),
        appliedAs('capi-kubeadmcontrolplane'),
      ),
    ),
  },
  {
    maker: core,
    users: [core],
    kind: 'machines',
    what: 'of a MachineSet are owned by it, labelled `set-name` and `deployment-name`, and applied as `capi-machineset`',
    holds: elsewhere(
      all(ownedBy('MachineSet', true), labelled('cluster-name', 'set-name', 'deployment-name'), appliedAs('capi-machineset')),
    ),
  },
  {
    maker: controlPlane,
    users: [core, bootstrap],
    kind: 'kubeadmconfigs',
    what: 'of the control plane are applied as `capi-kubeadmcontrolplane`',
    holds: there(appliedAs('capi-kubeadmcontrolplane')),
  },
  {
    maker: core,
    users: [bootstrap, capd],
    kind: 'kubeadmconfigs',
    what: 'are owned by their Machine as controller and labelled with the cluster',
    holds: all(ownedBy('Machine', true), labelled('cluster-name')),
  },
  {
    maker: core,
    users: [capd],
    kind: 'devmachines',
    what: 'are owned by their Machine as controller, labelled with the cluster, and say what template they are from',
    holds: all(
      ownedBy('Machine', true),
      labelled('cluster-name'),
      annotated('cluster.x-k8s.io/cloned-from-name', 'cluster.x-k8s.io/cloned-from-groupkind'),
    ),
  },
  {
    maker: bootstrap,
    users: [core, capd],
    kind: 'kubeadmconfigs',
    what: '`status.dataSecretName`, then `status.initialization.dataSecretCreated`; `Ready`',
    holds: all(isSet('status', 'dataSecretName'), initialized('dataSecretCreated'), isTrue('Ready')),
  },
  {
    maker: bootstrap,
    users: [capd],
    kind: 'secrets',
    what: 'of bootstrap data have `value` and `format`, are labelled with the cluster and owned by the KubeadmConfig',
    holds: (secret) =>
      secret.type !== 'cluster.x-k8s.io/secret' ||
      secret.data?.['format'] === undefined ||
      all(holding('format', 'value'), labelled('cluster-name'), ownedBy('KubeadmConfig', true))(secret),
  },
  {
    maker: core,
    users: [bootstrap, capd],
    kind: 'machines',
    what: '`spec.bootstrap.dataSecretName`, which is what infrastructure waits for',
    holds: isSet('spec', 'bootstrap', 'dataSecretName'),
  },
  {
    maker: capd,
    users: [core],
    kind: 'devmachines',
    what: '`spec.providerID`, which the Node has, too; then `status.initialization.provisioned`',
    holds: all(isSet('spec', 'providerID'), initialized('provisioned')),
  },
  {
    maker: capd,
    users: [capd],
    kind: 'machines',
    what: 'are annotated `machine.inmemory.infrastructure.cluster.x-k8s.io/bootstrapped` once they have started',
    holds: annotated('machine.inmemory.infrastructure.cluster.x-k8s.io/bootstrapped'),
  },
  {
    maker: core,
    users: [controlPlane],
    kind: 'machines',
    what: '`spec.providerID`, `status.nodeRef`; `NodeHealthy`, `InfrastructureReady`, `BootstrapConfigReady`',
    holds: all(
      isSet('spec', 'providerID'),
      isSet('status', 'nodeRef', 'name'),
      isTrue('NodeHealthy'),
      isTrue('InfrastructureReady'),
      isTrue('BootstrapConfigReady'),
    ),
  },
  {
    maker: controlPlane,
    users: [core],
    kind: 'machines',
    what: 'of the control plane: `APIServerPodHealthy`, `EtcdPodHealthy`, `EtcdMemberHealthy` and the like, which their readiness gates name; `UpToDate`',
    holds: there(
      all(
        isTrue('APIServerPodHealthy'),
        isTrue('ControllerManagerPodHealthy'),
        isTrue('SchedulerPodHealthy'),
        isTrue('EtcdPodHealthy'),
        isTrue('EtcdMemberHealthy'),
        isTrue('UpToDate'),
        isSet('spec', 'readinessGates', 0),
      ),
    ),
  },
  {
    maker: controlPlane,
    users: [core],
    kind: 'kubeadmcontrolplanes',
    what: '`status.initialization.controlPlaneInitialized`, `replicas`, `readyReplicas`, `availableReplicas`, `upToDateReplicas`, `version`, `selector`; `Available`',
    holds: all(
      initialized('controlPlaneInitialized'),
      ...['replicas', 'readyReplicas', 'availableReplicas', 'upToDateReplicas', 'version', 'selector'].map((name) => isSet('status', name)),
      isTrue('Available'),
    ),
  },
  {
    maker: core,
    users: [bootstrap, controlPlane, capd],
    kind: 'clusters',
    what: '`status.initialization.controlPlaneInitialized` and the condition `ControlPlaneInitialized`, which joining machines wait for',
    holds: all(initialized('controlPlaneInitialized'), isTrue('ControlPlaneInitialized')),
  },
  {
    maker: core,
    users: [bootstrap, controlPlane, capd],
    kind: 'clusters',
    what: 'keeps its finalizer until everything below it is gone',
    holds: finalizedBy('cluster.cluster.x-k8s.io'),
  },
  {
    maker: core,
    users: [bootstrap, controlPlane, capd],
    kind: 'machines',
    what: 'keep their finalizer until infrastructure, bootstrap config and Node are gone',
    holds: finalizedBy('machine.cluster.x-k8s.io'),
  },
  {
    maker: controlPlane,
    users: [core],
    kind: 'kubeadmcontrolplanes',
    what: 'keep their finalizer until their Machines are gone',
    holds: finalizedBy('kubeadm.controlplane.cluster.x-k8s.io'),
  },
  {
    maker: capd,
    users: [core],
    kind: 'devmachines',
    what: 'keep their finalizer until the machine is gone',
    holds: finalizedBy('dockermachine.infrastructure.cluster.x-k8s.io'),
  },
];

const kinds = [...new Set(reliedOn.map(({ kind }) => kind))];

/** What does not hold: kind, object and rule of each. */
export function brokenPromises(objects: readonly SeenObject[]): readonly string[] {
  return reliedOn.flatMap(({ maker, kind, what, holds }) => {
    const concerned = objects.filter(
      (object) => `${object.kind.toLowerCase()}s` === kind && object.metadata.name.startsWith('quick-start'),
    );
    if (concerned.length === 0) return [`${maker}: there are no ${kind}`];
    return concerned.filter((object) => !holds(object)).map(({ metadata }) => `${maker}: ${kind} ${metadata.name}: ${what}`);
  });
}

/** Arguments of kubectl that print all that {@link brokenPromises} asks. */
export const everythingReliedOn: readonly string[] = ['get', kinds.join(','), '--show-managed-fields'];
