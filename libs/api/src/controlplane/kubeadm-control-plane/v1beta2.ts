import type { Static } from 'typebox';

import { KubeadmConfigSpec } from '../../bootstrap/kubeadm-config/v1beta2.ts';
import { choice, dateTime, described, flag, int32, intOrString, optional, struct, text } from '../../schema/vocabulary.ts';
import { zeroIs } from '../../schema/zero-value.ts';
import { conditions, legacyConditions, legacyControlPlaneFailure } from '../../shapes/v1beta2/condition.ts';
import {
  kubernetesVersion,
  MachineDeletion,
  machineNaming,
  observedGeneration,
  readinessGates,
  replicaCounters,
  selectorText,
  taints,
  versions,
} from '../../shapes/v1beta2/machine.ts';
import { ContractReference } from '../../shapes/v1beta2/reference.ts';
import { TemplateMetadata } from '../../shapes/v1beta2/template-metadata.ts';

/** What the Machines of a control plane are made from. */
export const ControlPlaneMachineTemplate = struct('What the Machines are made from.', {
  metadata: optional(TemplateMetadata),
  spec: struct('The Machines that are wanted.', {
    deletion: optional(MachineDeletion),
    infrastructureRef: described(ContractReference, 'Template of the infrastructure machines.'),
    readinessGates: optional(readinessGates),
    taints: optional(taints),
  }),
});
export type ControlPlaneMachineTemplate = Static<typeof ControlPlaneMachineTemplate>;

/** How often unhealthy control-plane Machines are replaced. */
export const ControlPlaneRemediation = struct(
  'How unhealthy Machines are replaced.',
  {
    maxRetry: optional(int32('How often the replacement of a replacement is tried; without end when absent.')),
    minHealthyPeriodSeconds: optional(
      int32('How long a replacement must have lasted for the next failure to count as a new one; 3600 when absent.', { minimum: 0 }),
    ),
    retryPeriodSeconds: optional(int32('Least time between two tries; none when absent.', { minimum: 0 })),
  },
  { minProperties: 1 },
);
export type ControlPlaneRemediation = Static<typeof ControlPlaneRemediation>;

/** When and how control-plane Machines are replaced. */
export const ControlPlaneRollout = struct(
  'When and how Machines are replaced.',
  {
    after: optional(dateTime('Machines made before this moment are replaced once it has come.')),
    before: optional(
      struct(
        'What is renewed before it ends.',
        {
          certificatesExpiryDays: optional(
            int32('Machines are replaced when a certificate on them expires within this many days; never for that cause when absent.', {
              minimum: 7,
            }),
          ),
        },
        { minProperties: 1 },
      ),
    ),
    strategy: optional(
      struct(
        'How outdated Machines are replaced.',
        {
          rollingUpdate: optional(
            struct(
              'Bounds on how many Machines a rollout touches at once.',
              {
                maxSurge: optional(
                  intOrString('Machines allowed above the wanted number: 1, or 0 where there are at least three; 1 when absent.'),
                ),
              },
              { minProperties: 1 },
            ),
          ),
          type: choice('RollingUpdate, the only way there is, replaces one Machine after the other.', ['RollingUpdate']),
        },
        { minProperties: 1 },
      ),
    ),
  },
  { minProperties: 1 },
);
export type ControlPlaneRollout = Static<typeof ControlPlaneRollout>;

/** `spec` of a KubeadmControlPlane. */
export const KubeadmControlPlaneSpec = struct('The control plane that is wanted.', {
  kubeadmConfigSpec: optional(described(KubeadmConfigSpec, 'How the machines become Nodes, for the first one and for those that join.')),
  machineNaming: optional(machineNaming),
  machineTemplate: ControlPlaneMachineTemplate,
  remediation: optional(ControlPlaneRemediation),
  replicas: optional(int32('Control-plane Machines wanted; odd when etcd runs on them, 1 when absent.')),
  rollout: optional(ControlPlaneRollout),
  version: kubernetesVersion('Kubernetes version, with a leading v.'),
});
export type KubeadmControlPlaneSpec = Static<typeof KubeadmControlPlaneSpec>;

/** `status` of a KubeadmControlPlane. */
export const KubeadmControlPlaneStatus = struct(
  'What was last seen of the control plane.',
  {
    ...replicaCounters,
    conditions: optional(conditions('Statements about the control plane; Available is their summary.')),
    deprecated: optional(
      struct('What older API versions showed.', {
        v1beta1: optional(
          struct('Status in the form of the v1beta1 API.', {
            conditions: optional(legacyConditions),
            ...legacyControlPlaneFailure,
            readyReplicas: optional(zeroIs('shown', int32('Machines whose Node is ready.'))),
            unavailableReplicas: optional(zeroIs('shown', int32('Machines still missing for the control plane to be fully available.'))),
            updatedReplicas: optional(zeroIs('shown', int32('Machines that are as the spec wants them.'))),
          }),
        ),
      }),
    ),
    initialization: optional(
      struct(
        'First steps that, once done, stay done.',
        {
          controlPlaneInitialized: optional(flag('Whether the first machine has once answered as an API server, so that others can join.')),
        },
        { minProperties: 1 },
      ),
    ),
    lastRemediation: optional(
      struct('The latest replacement of an unhealthy Machine.', {
        machine: text('Name of the Machine that was replaced.', { minLength: 1, maxLength: 253 }),
        retryCount: int32('How many replacements in a row this was, the first being 0.', { minimum: 0 }),
        time: dateTime('When it was decided.'),
      }),
    ),
    observedGeneration: optional(observedGeneration),
    selector: optional(selectorText),
    version: optional(kubernetesVersion('Lowest Kubernetes version among the Machines, with a leading v.')),
    versions: optional(versions),
  },
  { minProperties: 1 },
);
export type KubeadmControlPlaneStatus = Static<typeof KubeadmControlPlaneStatus>;
