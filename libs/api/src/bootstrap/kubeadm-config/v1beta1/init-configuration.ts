import { asInV1Beta1 } from '../../../schema/loosen.ts';
import { duration, int32, optional, plainList, struct, text } from '../../../schema/vocabulary.ts';
import { BootstrapToken as NewBootstrapToken } from '../v1beta2/init-configuration.ts';
import {
  LocalApiEndpoint as NewLocalApiEndpoint,
  NodeRegistration as NewNodeRegistration,
  Patches as NewPatches,
  skipPhases as newSkipPhases,
} from '../v1beta2/node-registration.ts';
import { extraArgs, fileHeader } from './components.ts';

const { description, expires, groups, usages } = asInV1Beta1(NewBootstrapToken).properties;

const BootstrapToken = struct('A token by which machines join.', {
  description,
  expires,
  groups,
  token: text('The token: six and sixteen characters with a dot between.'),
  ttl: optional(duration('For how long the token is valid, as in 24h; a day when absent. Not together with expires.')),
  usages,
});

/** How the machine registers itself as a Node, in v1beta1. */
export const NodeRegistration = struct('How the machine registers itself as a Node.', {
  ...asInV1Beta1(NewNodeRegistration).properties,
  kubeletExtraArgs: extraArgs('Flags of the kubelet, over those that kubeadm sets.'),
});

/** Where the API server on a machine listens, in v1beta1. */
export const LocalApiEndpoint = struct('Where the API server on this machine listens.', {
  ...asInV1Beta1(NewLocalApiEndpoint).properties,
  bindPort: optional(int32('Port it listens on; 6443 when absent.')),
});

export const Patches = asInV1Beta1(NewPatches);
export const skipPhases = asInV1Beta1(newSkipPhases);

/** What kubeadm init takes, in v1beta1. */
export const InitConfiguration = struct('Settings for the first control-plane machine of a cluster.', {
  ...fileHeader,
  bootstrapTokens: optional(plainList('Tokens that are made together with the cluster.', BootstrapToken, { maxItems: 100 })),
  localAPIEndpoint: optional(LocalApiEndpoint),
  nodeRegistration: optional(NodeRegistration),
  patches: optional(Patches),
  skipPhases: optional(skipPhases),
});
