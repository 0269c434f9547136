import type { Static } from 'typebox';

import { described, duration, optional, struct, text } from '../../schema/vocabulary.ts';
import { zeroIs } from '../../schema/zero-value.ts';
import { dockerMachineFields } from '../v1beta2/docker.ts';
import { infraMachineStatusFields } from '../v1beta2/status.ts';

const SimulatedStartup = struct('How a part of the simulated machine behaves.', {
  provisioning: optional(
    zeroIs(
      'shown',
      struct('How long the part takes to start.', {
        startupDuration: zeroIs('shown', duration('Least time to start, as in 10s.')),
        startupJitter: optional(text('Chance added to the time, as a factor of it: 0.2 adds up to a fifth.')),
      }),
    ),
  ),
});

/** How the simulated machine behaves. */
export const InMemoryMachineBackend = struct('The machine is simulated inside the provider.', {
  apiServer: optional(described(SimulatedStartup, 'The API server on a control-plane machine.')),
  etcd: optional(described(SimulatedStartup, 'The etcd member on a control-plane machine.')),
  node: optional(described(SimulatedStartup, 'The Node, from a running machine to a kubelet that is ready.')),
  vm: optional(described(SimulatedStartup, 'The virtual machine itself.')),
});
export type InMemoryMachineBackend = Static<typeof InMemoryMachineBackend>;

/** What a DevMachine runs on. */
export const backend = zeroIs(
  'shown',
  struct('What the machine runs on: exactly one backend.', {
    docker: optional(struct('The machine is a container.', dockerMachineFields)),
    inMemory: optional(InMemoryMachineBackend),
  }),
);

/** `spec` of a DevMachine. */
export const DevMachineSpec = zeroIs(
  'shown',
  struct('A machine for development, on one of several backends.', {
    backend,
    providerID: optional(
      text('Identity of the machine, equal to that of its Node; set by the controller.', { minLength: 1, maxLength: 512 }),
    ),
  }),
);
export type DevMachineSpec = Static<typeof DevMachineSpec>;

/** `status` of a DevMachine. */
export const DevMachineStatus = zeroIs('shown', struct('What was last seen of the machine.', infraMachineStatusFields));
