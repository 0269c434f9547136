import type { Static } from 'typebox';

import { atomicList, choice, dateTime, flag, int32, optional, plainList, struct, text } from '../../../schema/vocabulary.ts';
import { zeroIs } from '../../../schema/zero-value.ts';
import { extraArgs } from './arguments.ts';

/** A taint as Kubernetes itself writes it. */
export const NodeTaint = struct('A taint for the Node.', {
  effect: zeroIs('shown', text('NoSchedule, PreferNoSchedule or NoExecute.')),
  key: zeroIs('shown', text('Key of the taint.')),
  timeAdded: optional(dateTime('When the taint was put on the Node.')),
  value: optional(text('Value of the taint.')),
});
export type NodeTaint = Static<typeof NodeTaint>;

/** How the machine registers itself as a Node. */
export const NodeRegistration = struct(
  'How the machine registers itself as a Node.',
  {
    criSocket: optional(text('Socket of the container runtime; found by kubeadm when absent.', { minLength: 1, maxLength: 512 })),
    ignorePreflightErrors: optional(
      atomicList(
        'Checks of kubeadm whose failure is only a warning; all of them with "all".',
        text('Name of a check.', { minLength: 1, maxLength: 512 }),
        {
          minItems: 1,
          maxItems: 50,
        },
      ),
    ),
    imagePullPolicy: optional(
      choice('When images are pulled during init and join; IfNotPresent when absent.', ['Always', 'IfNotPresent', 'Never']),
    ),
    imagePullSerial: optional(flag('Whether images are pulled one after the other; true when absent.')),
    kubeletExtraArgs: optional(extraArgs('Flags of the kubelet, over those that kubeadm sets.')),
    name: optional(text('Name of the Node; the host name when absent.', { minLength: 1, maxLength: 253 })),
    taints: optional(
      zeroIs(
        'kept',
        plainList('Taints of the Node; absent means those that kubeadm puts on control planes, an empty list means none.', NodeTaint, {
          minItems: 0,
          maxItems: 100,
        }),
      ),
    ),
  },
  { minProperties: 1 },
);
export type NodeRegistration = Static<typeof NodeRegistration>;

/** Where an API server instance listens. */
export const LocalApiEndpoint = struct(
  'Where the API server on this machine listens.',
  {
    advertiseAddress: optional(
      text('IP address that it announces; that of the default network interface when absent.', { minLength: 1, maxLength: 39 }),
    ),
    bindPort: optional(int32('Port it listens on; 6443 when absent.', { minimum: 1 })),
  },
  { minProperties: 1 },
);
export type LocalApiEndpoint = Static<typeof LocalApiEndpoint>;

/** Where patches for what kubeadm writes are found. */
export const Patches = struct(
  'Patches for the manifests that kubeadm writes.',
  {
    directory: optional(
      text('Directory on the machine with files named target[suffix][+patchtype].extension.', { minLength: 1, maxLength: 512 }),
    ),
  },
  { minProperties: 1 },
);

export const skipPhases = atomicList('Phases of kubeadm that are left out.', text('Name of a phase.', { minLength: 1, maxLength: 256 }), {
  minItems: 1,
  maxItems: 50,
});

const patience = (what: string, otherwise: string) =>
  optional(int32(`Seconds to wait for ${what}; ${otherwise} when absent.`, { minimum: 0 }));

/** How long kubeadm waits. */
export const Timeouts = struct(
  'How long kubeadm waits for things.',
  {
    controlPlaneComponentHealthCheckSeconds: patience('control-plane components to be healthy', '240'),
    discoverySeconds: patience('the discovery information of the cluster', '300'),
    etcdAPICallSeconds: patience('calls of etcd, retries included', '120'),
    kubeletHealthCheckSeconds: patience('the kubelet to be healthy', '240'),
    kubernetesAPICallSeconds: patience('calls of the API server, retries included', '60'),
    tlsBootstrapSeconds: patience('the kubelet to get its certificate', '300'),
  },
  { minProperties: 1 },
);
export type Timeouts = Static<typeof Timeouts>;
