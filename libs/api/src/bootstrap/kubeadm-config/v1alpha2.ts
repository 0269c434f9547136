import { asInV1Alpha2 } from '../../schema/loosen.ts';
import { flag, optional, plainList, struct, text } from '../../schema/vocabulary.ts';
import { errorFields } from '../../shapes/v1alpha2/failure.ts';
import { ClusterConfiguration } from './v1alpha2/cluster-configuration.ts';
import { InitConfiguration, JoinConfiguration } from './v1alpha2/init-and-join.ts';
import { KubeadmConfigSpec as NewSpec } from './v1beta1.ts';

const unchanged = asInV1Alpha2(NewSpec).properties;
const { content, encoding, owner, path, permissions } = unchanged.files.items.properties;
const { passwdFrom: _new, ...userFields } = unchanged.users.items.properties;

/** `spec` of a KubeadmConfig in v1alpha2, and of the configs that a template makes. */
export const KubeadmConfigSpec = struct('How a machine becomes a Node by way of kubeadm.', {
  clusterConfiguration: optional(ClusterConfiguration),
  files: optional(
    plainList(
      'Files that are written before kubeadm runs.',
      struct('A file that is written to the machine.', { content, encoding, owner, path, permissions }),
    ),
  ),
  format: optional(text('Form of the bootstrap data: cloud-config, also when absent.')),
  initConfiguration: optional(InitConfiguration),
  joinConfiguration: optional(JoinConfiguration),
  ntp: unchanged.ntp,
  postKubeadmCommands: unchanged.postKubeadmCommands,
  preKubeadmCommands: unchanged.preKubeadmCommands,
  users: optional(plainList('User accounts to make.', struct('A user account on the machine.', userFields))),
});

/** `status` of a KubeadmConfig in v1alpha2. */
export const KubeadmConfigStatus = struct('What has become of the bootstrap data.', {
  bootstrapData: optional(
    text('The bootstrap data itself, in base64; dropped when written and never shown, since a Secret holds it.', { format: 'byte' }),
  ),
  ...errorFields,
  ready: optional(flag('Whether the bootstrap data is there.')),
});
