import { described, duration, int64, mapList, optional, struct, text } from '../../schema/vocabulary.ts';
import { clusterName, failureDomain, Gate, kubernetesVersion, taints } from '../v1beta2/machine.ts';
import { ObjectReference } from './object-reference.ts';
import { TemplateMetadata } from './template-metadata.ts';

/** Further conditions on Machines; unlike in v1beta2 the list may be there and empty. */
export const readinessGates = mapList(
  'Further conditions on the Machine that must be good before it counts as Ready.',
  ['conditionType'],
  Gate,
  { maxItems: 32 },
);

/** How patient deletion of a Machine is; durations as Go prints them. */
export const nodeTimeouts = {
  nodeDeletionTimeout: optional(
    duration('How long to keep trying to delete the Node before giving up on it, as in 10s; 0s never gives up, absent means 10s.'),
  ),
  nodeDrainTimeout: optional(
    duration('How long draining the Node may take before deletion goes on, as in 5m; 0s or absent waits for ever.'),
  ),
  nodeVolumeDetachTimeout: optional(
    duration('How long to wait for volumes to be detached before deletion goes on, as in 5m; 0s or absent waits for ever.'),
  ),
};

/** `spec` of a Machine in v1beta1, and of the Machines that a template makes. */
export const MachineSpec = struct('The Machine that is wanted.', {
  bootstrap: struct('Where the data comes from that turns a bare machine into a Node.', {
    configRef: optional(
      described(ObjectReference, 'The bootstrap config whose provider makes the data; leave out when dataSecretName is given.'),
    ),
    dataSecretName: optional(
      text('Secret with the bootstrap data, in the same namespace; filled in by the controller when configRef is set.', {
        minLength: 0,
        maxLength: 253,
      }),
    ),
  }),
  clusterName,
  failureDomain: optional(
    failureDomain('Failure domain that the machine is to be placed in; the infrastructure provider chooses when absent.'),
  ),
  infrastructureRef: described(ObjectReference, 'The infrastructure machine that stands for the real one.'),
  ...nodeTimeouts,
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

/** What the Machines of a MachineSet, MachineDeployment or MachinePool are made from. */
export const MachineTemplateSpec = struct('What each Machine is made from.', {
  metadata: optional(TemplateMetadata),
  spec: optional(MachineSpec),
});

/** How Machines are named. */
export const machineNamingStrategy = struct('How Machines are named.', {
  template: optional(
    text('Go template for the name; it must contain {{ .random }}, so that no two Machines get the same one.', {
      minLength: 1,
      maxLength: 256,
    }),
  ),
});

export const observedGeneration = optional(int64('Generation of the object that this status describes.'));
