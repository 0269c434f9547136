import type { Static } from 'typebox';

import { conditionType, labelKey, labelValue } from '../../schema/patterns.ts';
import {
  atomicStruct,
  choice,
  described,
  int32,
  int64,
  intOrString,
  mapList,
  optional,
  atomicList,
  struct,
  text,
  textMap,
} from '../../schema/vocabulary.ts';
import { zeroIs } from '../../schema/zero-value.ts';
import { ContractReference } from './reference.ts';
import { TemplateMetadata } from './template-metadata.ts';

/** A condition that has a say in Ready or Available. */
export const Gate = struct('A condition that has a say in the summary.', {
  conditionType: text('Type of the condition that is looked at; while it is missing, it counts as Unknown.', {
    minLength: 1,
    maxLength: 316,
    pattern: conditionType,
  }),
  polarity: optional(
    choice('Which status is good: Positive means True is, Negative means False is; Positive when absent.', ['Positive', 'Negative']),
  ),
});
export type Gate = Static<typeof Gate>;

export const readinessGates = mapList(
  'Further conditions on the Machine that must be good before it counts as Ready.',
  ['conditionType'],
  Gate,
  { minItems: 1, maxItems: 32 },
);

/** A taint on the Nodes of Machines: set once, or kept there. */
export const MachineTaint = struct('A taint for the Node.', {
  effect: choice('What happens to Pods that do not tolerate the taint.', ['NoSchedule', 'PreferNoSchedule', 'NoExecute']),
  key: text('Key of the taint, as a label key is written.', { minLength: 1, maxLength: 317, pattern: labelKey }),
  propagation: choice('Always keeps the taint on the Node; OnInitialization sets it once, after which it may be removed.', [
    'Always',
    'OnInitialization',
  ]),
  value: optional(text('Value of the taint; absent means none.', { minLength: 1, maxLength: 63, pattern: labelValue })),
});
export type MachineTaint = Static<typeof MachineTaint>;

export const taints = mapList('Taints for the Nodes of these Machines, one per key and effect.', ['key', 'effect'], MachineTaint, {
  minItems: 1,
  maxItems: 64,
});

export const nodeTimeouts = {
  nodeDeletionTimeoutSeconds: optional(
    int32('How long to keep trying to delete the Node before giving up on it; 0 never gives up, absent means 10.', { minimum: 0 }),
  ),
  nodeDrainTimeoutSeconds: optional(
    int32('How long draining the Node may take before deletion goes on; 0 or absent waits for ever.', { minimum: 0 }),
  ),
  nodeVolumeDetachTimeoutSeconds: optional(
    int32('How long to wait for volumes to be detached before deletion goes on; 0 or absent waits for ever.', { minimum: 0 }),
  ),
};

/** How patient the deletion of a Machine is. */
export const MachineDeletion = struct('How patient deletion of the Machine is with its Node.', nodeTimeouts, { minProperties: 1 });
export type MachineDeletion = Static<typeof MachineDeletion>;

export const deletionOrder = optional(
  choice('Which Machines go first when there are too many: Random, the Newest or the Oldest; Random when absent.', [
    'Random',
    'Newest',
    'Oldest',
  ]),
);

/** Which Machines go first when a MachineSet or MachineDeployment shrinks. */
export const DeletionOrder = struct('How Machines are chosen when there are too many.', { order: deletionOrder }, { minProperties: 1 });
export type DeletionOrder = Static<typeof DeletionOrder>;

export const failureDomain = (meaning: string) => text(meaning, { minLength: 1, maxLength: 256 });
export const kubernetesVersion = (meaning: string) => text(meaning, { minLength: 1, maxLength: 256 });
export const clusterName = text('Name of the Cluster this belongs to, in the same namespace.', { minLength: 1, maxLength: 63 });
export const minReadySeconds = int32('How long a Machine must have been Ready before it counts as Available; 0 when absent.', {
  minimum: 0,
});

/** `spec` of a Machine, and of the Machines that a template makes. */
export const MachineSpec = struct('The Machine that is wanted.', {
  bootstrap: struct('Where the data comes from that turns a bare machine into a Node.', {
    configRef: optional(
      described(ContractReference, 'The bootstrap config whose provider makes the data; leave out when dataSecretName is given.'),
    ),
    dataSecretName: optional(
      text('Secret with the bootstrap data, in the same namespace; filled in by the controller when configRef is set.', {
        minLength: 0,
        maxLength: 253,
      }),
    ),
  }),
  clusterName,
  deletion: optional(MachineDeletion),
  failureDomain: optional(
    failureDomain('Failure domain that the machine is to be placed in; the infrastructure provider chooses when absent.'),
  ),
  infrastructureRef: described(ContractReference, 'The infrastructure machine that stands for the real one.'),
  minReadySeconds: optional(minReadySeconds),
  providerID: optional(
    text('Identity of the machine at its provider, equal to spec.providerID of its Node; filled in by the controller.', {
      minLength: 1,
      maxLength: 512,
    }),
  ),
  readinessGates: optional(readinessGates),
  taints: optional(taints),
  version: optional(kubernetesVersion('Kubernetes version of the Node, with a leading v.')),
});
export type MachineSpec = Static<typeof MachineSpec>;

/** What the Machines of a MachineSet or MachineDeployment are made from. */
export const MachineTemplateSpec = struct('What each Machine is made from.', {
  metadata: optional(TemplateMetadata),
  spec: MachineSpec,
});
export type MachineTemplateSpec = Static<typeof MachineTemplateSpec>;

export const machineNaming = struct(
  'How Machines are named.',
  {
    template: optional(
      text('Go template for the name; it must contain {{ .random }}, so that no two Machines get the same one.', {
        minLength: 1,
        maxLength: 256,
      }),
    ),
  },
  { minProperties: 1 },
);

/** `metav1.LabelSelector`. */
export const LabelSelector = atomicStruct('Labels by which the Machines that belong here are told; both parts must hold.', {
  matchExpressions: optional(
    atomicList(
      'Requirements on labels, all of which must hold.',
      struct('One requirement on a label.', {
        key: zeroIs('shown', text('Key of the label.')),
        operator: zeroIs('shown', text('In, NotIn, Exists or DoesNotExist.')),
        values: optional(atomicList('Values that In and NotIn compare with; none for the other operators.', text('A label value.'))),
      }),
    ),
  ),
  matchLabels: optional(textMap('Labels that must be there with exactly these values.')),
});
export type LabelSelector = Static<typeof LabelSelector>;

/** A name or an address of a machine, and from where it is reached by it. */
export const MachineAddress = struct('An address of the machine.', {
  address: text('The address itself: an IP address or a name.', { minLength: 1, maxLength: 256 }),
  type: choice('What kind of address it is and where it can be reached from.', [
    'Hostname',
    'ExternalIP',
    'InternalIP',
    'ExternalDNS',
    'InternalDNS',
  ]),
});
export type MachineAddress = Static<typeof MachineAddress>;

const fact = (meaning: string) => zeroIs('shown', text(meaning));

/** Facts that the kubelet reports about its machine. */
export const NodeInfo = struct('What the kubelet reports about the machine, copied from the Node.', {
  architecture: fact('Processor architecture, such as amd64.'),
  bootID: fact('Identity of the present boot; changes when the machine restarts.'),
  containerRuntimeVersion: fact('Container runtime and its version, such as containerd://2.1.4.'),
  kernelVersion: fact('Version of the kernel.'),
  kubeProxyVersion: fact('Version of kube-proxy, where the kubelet still reports one.'),
  kubeletVersion: fact('Kubernetes version of the kubelet.'),
  machineID: fact('Identity of the operating system installation.'),
  operatingSystem: fact('Operating system, such as linux.'),
  osImage: fact('Operating system as it calls itself.'),
  swap: optional(struct('Swap space of the machine.', { capacity: optional(int64('Size of the swap space in bytes.')) })),
  systemUUID: fact('Identity of the hardware or virtual machine.'),
});
export type NodeInfo = Static<typeof NodeInfo>;

/** `status.versions`: how many Machines run which Kubernetes version, lowest version first. */
export const StatusVersion = struct('How many Machines run one version.', {
  replicas: optional(int32('Machines that run this version.', { minimum: 1 })),
  version: kubernetesVersion('Kubernetes version, with a leading v.'),
});
export type StatusVersion = Static<typeof StatusVersion>;

export const versions = mapList('Kubernetes versions that the Machines run, lowest first.', ['version'], StatusVersion, {
  minItems: 1,
  maxItems: 100,
});

export const observedGeneration = int64('Generation of the object that this status describes.', { minimum: 1 });
export const selectorText = text('Label selector for the Machines counted here, as text, for the scale subresource.', {
  minLength: 1,
  maxLength: 4096,
});

/** Counters of Machines that every scalable kind reports. */
export const replicaCounters = {
  availableReplicas: optional(int32('Machines that have been Ready for long enough to count on.')),
  readyReplicas: optional(int32('Machines that are Ready.')),
  replicas: optional(int32('Machines there are, whatever their state.')),
  upToDateReplicas: optional(int32('Machines that are as the spec wants them.')),
};

/** `maxSurge` and `maxUnavailable` of Machine rollouts. */
export const RollingUpdate = struct(
  'Bounds on how many Machines a rollout touches at once.',
  {
    maxSurge: optional(intOrString('Machines allowed above the wanted number, as a count or a percentage rounded up; 1 when absent.')),
    maxUnavailable: optional(
      intOrString('Machines allowed to be missing from the wanted number, as a count or a percentage rounded down; 0 when absent.'),
    ),
  },
  { minProperties: 1 },
);
export type RollingUpdate = Static<typeof RollingUpdate>;
