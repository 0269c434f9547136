import { described, int64, optional, plainList, struct, text } from '../../schema/vocabulary.ts';
import { ObjectReference } from '../v1beta1/object-reference.ts';
import { TemplateMetadata } from './template-metadata.ts';

/** `spec` of a Machine in v1alpha2, and of the Machines that a template makes. */
export const MachineSpec = struct('The Machine that is wanted.', {
  bootstrap: struct('Where the data comes from that turns a bare machine into a Node.', {
    configRef: optional(described(ObjectReference, 'The bootstrap config whose provider makes the data; leave out when data is given.')),
    data: optional(
      text('The bootstrap data itself, in base64; it is moved to a Secret of the Machine, and never filled in from a bootstrap config.'),
    ),
  }),
  infrastructureRef: described(ObjectReference, 'The infrastructure machine that stands for the real one.'),
  metadata: optional(described(TemplateMetadata, 'Not used; kept for reading back.')),
  providerID: optional(text('Identity of the machine at its provider, equal to spec.providerID of its Node; filled in by the controller.')),
  version: optional(text('Kubernetes version of the Node; a leading v is added when it is missing.')),
});

/** What the Machines of a MachineSet or MachineDeployment are made from in v1alpha2. */
export const MachineTemplateSpec = struct('What each Machine is made from.', {
  metadata: optional(TemplateMetadata),
  spec: optional(MachineSpec),
});

/** Addresses of a machine; unlike today they may be of any type. */
export const addresses = optional(
  plainList(
    'Addresses of the machine, as its provider reports them.',
    struct('An address of the machine.', {
      address: text('The address itself: an IP address or a name.'),
      type: text('What kind of address it is: Hostname, ExternalIP, InternalIP, ExternalDNS or InternalDNS.'),
    }),
  ),
);

export const observedGeneration = optional(int64('Generation of the object that this status describes.'));
