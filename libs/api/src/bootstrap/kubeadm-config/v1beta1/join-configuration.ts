import { asInV1Beta1 } from '../../../schema/loosen.ts';
import { duration, optional, struct } from '../../../schema/vocabulary.ts';
import { Discovery as NewDiscovery, JoinConfiguration as NewJoinConfiguration } from '../v1beta2/join-configuration.ts';
import { fileHeader } from './components.ts';
import { LocalApiEndpoint, NodeRegistration, Patches, skipPhases } from './init-configuration.ts';

const { caCertPath } = asInV1Beta1(NewJoinConfiguration).properties;

const Discovery = struct('How the machine finds the cluster and learns to trust it; filled in by the controller when absent.', {
  ...asInV1Beta1(NewDiscovery).properties,
  timeout: optional(duration('How long finding the cluster and getting a certificate may take, as in 5m.')),
});

/** What kubeadm join takes, in v1beta1. */
export const JoinConfiguration = struct('Settings for machines that join a cluster.', {
  ...fileHeader,
  caCertPath,
  controlPlane: optional(
    struct('Present when the machine joins as part of the control plane; set by the controller.', {
      localAPIEndpoint: optional(LocalApiEndpoint),
    }),
  ),
  discovery: optional(Discovery),
  nodeRegistration: optional(NodeRegistration),
  patches: optional(Patches),
  skipPhases: optional(skipPhases),
});
