import { asInV1Alpha2 } from '../../../schema/loosen.ts';
import { optional, struct, text } from '../../../schema/vocabulary.ts';
import { fileHeader } from '../v1beta1/components.ts';
import { InitConfiguration as NewInitConfiguration, NodeRegistration as NewNodeRegistration } from '../v1beta1/init-configuration.ts';
import { JoinConfiguration as NewJoinConfiguration } from '../v1beta1/join-configuration.ts';

const { bootstrapTokens, localAPIEndpoint } = asInV1Alpha2(NewInitConfiguration).properties;
const { caCertPath, controlPlane, discovery } = asInV1Alpha2(NewJoinConfiguration).properties;
const { criSocket, kubeletExtraArgs, name, taints } = asInV1Alpha2(NewNodeRegistration).properties;

const nodeRegistration = optional(struct('How the machine registers itself as a Node.', { criSocket, kubeletExtraArgs, name, taints }));

/** What kubeadm init takes, in v1alpha2. */
export const InitConfiguration = struct('Settings for the first control-plane machine of a cluster.', {
  ...fileHeader,
  bootstrapTokens,
  localAPIEndpoint,
  nodeRegistration,
});

/** What kubeadm join takes, in v1alpha2. */
export const JoinConfiguration = struct('Settings for machines that join a cluster.', {
  ...fileHeader,
  caCertPath,
  controlPlane,
  discovery: optional(
    struct('How the machine finds the cluster and learns to trust it; filled in by the controller when absent.', {
      bootstrapToken: discovery.properties.bootstrapToken,
      file: optional(struct('Trust comes from a kubeconfig on the machine.', { kubeConfigPath: text('Path or URL of the kubeconfig.') })),
      timeout: discovery.properties.timeout,
      tlsBootstrapToken: discovery.properties.tlsBootstrapToken,
    }),
  ),
  nodeRegistration,
});
