import type { KubeadmConfigSpec } from '@capi/api';
import { certificateFiles, type CertificateAndKey, type CertificatePurpose } from '@capi/certificates';
import { renderBootstrapDocument, type FileToWrite, type User } from '@capi/cloud-init';
import { renderInitDocuments, renderJoinDocument, type ClusterFacts } from '@capi/kubeadm';
import type { DeepReadonly } from '@capi/seams';

import { renderDiscoveryKubeconfig } from './discovery-kubeconfig.ts';

/** Everything that the document of one machine is made from. */
export interface BootstrapInput {
  readonly role: 'init' | 'join-control-plane' | 'join-worker';
  /** Already completed: endpoint, discovery and token are in it. */
  readonly spec: DeepReadonly<KubeadmConfigSpec>;
  readonly facts: ClusterFacts;
  /** `spec.files` with what they refer to looked up. */
  readonly files: readonly FileToWrite[];
  /** `spec.users` with their passwords looked up. */
  readonly users: readonly User[];
  /** Written to control-plane machines; a worker gets none. */
  readonly certificates: ReadonlyMap<CertificatePurpose, CertificateAndKey>;
}

/**
 * The cloud-init document of one machine.
 * @throws OperationError (terminal) when the Machine's version is missing, unreadable or too old
 */
export function renderBootstrapData(input: BootstrapInput): string {
  const { role, spec, facts } = input;
  const discovery = role === 'init' ? undefined : renderDiscoveryKubeconfig(spec.joinConfiguration?.discovery?.file);
  return renderBootstrapDocument({
    verb: role === 'init' ? 'init' : 'join',
    kubeadmConfig: kubeadmConfig(input),
    files: [...(role === 'join-worker' ? [] : certificates(input)), ...input.files, ...(discovery === undefined ? [] : [discovery])],
    users: input.users,
    ...defined({
      verbosity: spec.verbosity,
      bootCommands: spec.bootCommands,
      preKubeadmCommands: spec.preKubeadmCommands,
      postKubeadmCommands: spec.postKubeadmCommands,
      ntp: spec.ntp,
      diskSetup: spec.diskSetup,
      mounts: spec.mounts,
    }),
  });

  function kubeadmConfig({ facts: { kubernetesVersion } }: BootstrapInput): string {
    if (role === 'init') return renderInitDocuments({ ...spec, facts });
    return renderJoinDocument({
      role: role === 'join-worker' ? 'worker' : 'control-plane',
      kubernetesVersion,
      ...defined({ joinConfiguration: spec.joinConfiguration }),
    });
  }
}

function certificates({ spec, certificates: materials }: BootstrapInput): readonly FileToWrite[] {
  const configuration = spec.clusterConfiguration;
  return certificateFiles(materials, defined({ dir: configuration?.certificatesDir, externalEtcd: configuration?.etcd?.external }));
}

/** Drops fields that are undefined: absent is absent. */
function defined<T extends object>(fields: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
}
