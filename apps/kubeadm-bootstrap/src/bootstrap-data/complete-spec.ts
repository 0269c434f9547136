import type { Discovery, JoinConfiguration, KubeadmConfigSpec } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

type Spec = DeepReadonly<KubeadmConfigSpec>;

/** What a joining machine has to know of its cluster. */
export interface DiscoveryFacts {
  /** `host:port` of the Cluster's endpoint. */
  readonly endpoint: string;
  /** PEM of the cluster authority. */
  readonly certificateAuthority: string;
  /** `sha256:…` for each certificate of the authority. */
  readonly caCertHashes: readonly string[];
  /** A token to be used when the spec names none. */
  readonly token: () => string;
}

/** The spec of the config that initialises a cluster: the endpoint is filled in where the user left it open. */
export function completeForInit(spec: Spec | undefined, endpoint: string | undefined): Spec {
  if (endpoint === undefined || spec?.clusterConfiguration?.controlPlaneEndpoint !== undefined) return spec ?? {};
  return { ...spec, clusterConfiguration: { ...spec?.clusterConfiguration, controlPlaneEndpoint: endpoint } };
}

/**
 * The spec of a config that joins a cluster: how to discover the cluster is filled in where the user left it open. What is filled
 * in is kept in the object, so that a repeated attempt uses the same token.
 * @see upstream v1.14.0 bootstrap/kubeadm/reconcilers/kubeadmconfig (behaviour)
 */
export function completeForJoin(spec: Spec | undefined, role: 'control-plane' | 'worker', facts: DiscoveryFacts): Spec {
  const join: DeepReadonly<JoinConfiguration> = {
    ...spec?.joinConfiguration,
    ...(role === 'control-plane' ? { controlPlane: spec?.joinConfiguration?.controlPlane ?? {} } : {}),
    discovery: completeDiscovery(spec?.joinConfiguration?.discovery, facts),
  };
  return { ...spec, joinConfiguration: join };
}

function completeDiscovery(discovery: DeepReadonly<Discovery> | undefined, facts: DiscoveryFacts): DeepReadonly<Discovery> {
  if (discovery?.file !== undefined) return { ...discovery, file: completeFile(discovery.file, facts) };
  const given = discovery?.bootstrapToken;
  const caCertHashes = given?.caCertHashes ?? facts.caCertHashes;
  return {
    ...discovery,
    bootstrapToken: {
      ...given,
      apiServerEndpoint: given?.apiServerEndpoint ?? facts.endpoint,
      token: given?.token ?? facts.token(),
      ...(caCertHashes.length > 0 ? { caCertHashes } : { unsafeSkipCAVerification: true }),
    },
  };
}

type FileDiscovery = NonNullable<DeepReadonly<Discovery>['file']>;

function completeFile(file: FileDiscovery, facts: DiscoveryFacts): FileDiscovery {
  const { kubeConfig } = file;
  // Without a kubeconfig of ours, the user brings the file to the machine.
  if (kubeConfig === undefined) return file;
  const cluster = {
    ...kubeConfig.cluster,
    server: kubeConfig.cluster?.server ?? `https://${facts.endpoint}`,
    certificateAuthorityData:
      kubeConfig.cluster?.certificateAuthorityData ?? Buffer.from(facts.certificateAuthority, 'utf8').toString('base64'),
  };
  return { ...file, kubeConfig: { ...kubeConfig, cluster } };
}
