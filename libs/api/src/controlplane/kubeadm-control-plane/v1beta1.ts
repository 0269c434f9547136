import { Type } from 'typebox';

import { KubeadmConfigSpec } from '../../bootstrap/kubeadm-config/v1beta1.ts';
import { choice, dateTime, described, duration, flag, int32, intOrString, optional, struct, text } from '../../schema/vocabulary.ts';
import { newReplicaCounters, newStatus, statusConditions } from '../../shapes/v1beta1/condition.ts';
import { machineNamingStrategy, nodeTimeouts, observedGeneration, readinessGates } from '../../shapes/v1beta1/machine.ts';
import { ObjectReference } from '../../shapes/v1beta1/object-reference.ts';
import { TemplateMetadata } from '../../shapes/v1beta1/template-metadata.ts';
import { legacyFailure } from '../../shapes/v1beta2/condition.ts';
import { kubernetesVersion, selectorText, taints, versions } from '../../shapes/v1beta2/machine.ts';

const MachineTemplate = struct('What the Machines are made from.', {
  infrastructureRef: described(ObjectReference, 'Template of the infrastructure machines.'),
  metadata: optional(TemplateMetadata),
  ...nodeTimeouts,
  readinessGates: optional(readinessGates),
  taints: optional(taints),
});

/** What a control plane and its template have in common in v1beta1. */
export const controlPlaneFields = {
  kubeadmConfigSpec: described(KubeadmConfigSpec, 'How the machines become Nodes, for the first one and for those that join.'),
  machineNamingStrategy: optional(machineNamingStrategy),
  remediationStrategy: optional(
    struct('How unhealthy Machines are replaced.', {
      maxRetry: optional(int32('How often the replacement of a replacement is tried; without end when absent.')),
      minHealthyPeriod: optional(
        duration('How long a replacement must have lasted for the next failure to count as a new one, as in 1h; 1h when absent.'),
      ),
      retryPeriod: optional(duration('Least time between two tries, as in 5m; none when absent.')),
    }),
  ),
  rolloutAfter: optional(dateTime('Machines made before this moment are replaced once it has come.')),
  rolloutBefore: optional(
    struct('What is renewed before it ends.', {
      certificatesExpiryDays: optional(
        int32('Machines are replaced when a certificate on them expires within this many days; never for that cause when absent.'),
      ),
    }),
  ),
  rolloutStrategy: optional(
    Type.With(
      struct('How outdated Machines are replaced.', {
        rollingUpdate: optional(
          struct('Bounds on how many Machines a rollout touches at once.', {
            maxSurge: optional(
              intOrString('Machines allowed above the wanted number: 1, or 0 where there are at least three; 1 when absent.'),
            ),
          }),
        ),
        type: optional(choice('RollingUpdate, the only way there is, replaces one Machine after the other.', ['RollingUpdate'])),
      }),
      // Only v1beta1 has this default: what is written in v1beta2 without a strategy stays without (api-conversion 11.3).
      { default: { rollingUpdate: { maxSurge: 1 }, type: 'RollingUpdate' } },
    ),
  ),
};

/** `spec` of a KubeadmControlPlane in v1beta1. */
export const KubeadmControlPlaneSpec = struct('The control plane that is wanted.', {
  ...controlPlaneFields,
  machineTemplate: MachineTemplate,
  replicas: optional(int32('Control-plane Machines wanted; odd when etcd runs on them, 1 when absent.')),
  version: kubernetesVersion('Kubernetes version, with a leading v.'),
});

/** `status` of a KubeadmControlPlane in v1beta1. */
export const KubeadmControlPlaneStatus = struct('What was last seen of the control plane.', {
  conditions: statusConditions,
  ...legacyFailure,
  initialized: optional(flag('Whether the first machine has once answered as an API server, so that others can join.')),
  lastRemediation: optional(
    struct('The latest replacement of an unhealthy Machine.', {
      machine: text('Name of the Machine that was replaced.', { minLength: 1, maxLength: 253 }),
      retryCount: int32('How many replacements in a row this was, the first being 0.'),
      timestamp: dateTime('When it was decided.'),
    }),
  ),
  observedGeneration,
  ready: optional(flag('Whether at least one Machine serves the API; derived from readyReplicas, what is written here is ignored.')),
  readyReplicas: optional(int32('Machines whose Node is ready.')),
  replicas: optional(int32('Machines there are, whatever their state.')),
  selector: optional(selectorText),
  unavailableReplicas: optional(int32('Machines still missing for the control plane to be fully available.')),
  updatedReplicas: optional(int32('Machines that are as the spec wants them.')),
  v1beta2: newStatus(newReplicaCounters),
  version: optional(kubernetesVersion('Lowest Kubernetes version among the Machines, with a leading v.')),
  versions: optional(versions),
});
