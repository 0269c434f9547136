import { asInV1Beta1 } from '../../../schema/loosen.ts';
import { duration, optional, struct, text } from '../../../schema/vocabulary.ts';
import { zeroIs } from '../../../schema/zero-value.ts';
import {
  ApiServer as NewApiServer,
  ClusterConfiguration as NewClusterConfiguration,
  Etcd as NewEtcd,
} from '../v1beta2/cluster-configuration.ts';
import { componentFields, controlPlaneComponent, extraArgs, fileHeader } from './components.ts';

const { certSANs } = asInV1Beta1(NewApiServer).properties;
const { external, local } = asInV1Beta1(NewEtcd).properties;
const {
  caCertificateValidityPeriodDays,
  certificateValidityPeriodDays,
  certificatesDir,
  controlPlaneEndpoint,
  dns,
  encryptionAlgorithm,
  featureGates,
  imageRepository,
} = asInV1Beta1(NewClusterConfiguration).properties;

const ApiServer = struct('Settings of the API server.', {
  ...componentFields('API server'),
  certSANs,
  timeoutForControlPlane: optional(duration('How long kubeadm waits for the API server to come up, as in 4m; also when joining.')),
});

const Etcd = struct('Where the state of the cluster is kept: on the control-plane Machines or in an etcd of its own.', {
  external: optional(
    struct('An etcd that is looked after elsewhere; its client certificate is expected in secrets of the Cluster.', {
      ...external.properties,
      endpoints: zeroIs('kept', external.properties.endpoints),
    }),
  ),
  local: optional(
    struct('An etcd member on every control-plane Machine.', {
      ...local.properties,
      extraArgs: extraArgs('Flags of etcd, over those that kubeadm sets.'),
    }),
  ),
});

const ignored = (meaning: string, maxLength: number) =>
  optional(text(`${meaning}; not used, since the Cluster and the Machine say it.`, { minLength: 1, maxLength }));

/** Settings of the whole workload cluster, in v1beta1. */
export const ClusterConfiguration = struct(
  'Settings of the whole workload cluster, as kubeadm takes them; networks, name and version are filled in from the Cluster and the Machine.',
  {
    ...fileHeader,
    apiServer: optional(ApiServer),
    caCertificateValidityPeriodDays,
    certificateValidityPeriodDays,
    certificatesDir,
    clusterName: ignored('Name of the workload cluster', 63),
    controlPlaneEndpoint,
    controllerManager: controlPlaneComponent('controller manager'),
    dns,
    encryptionAlgorithm,
    etcd: optional(Etcd),
    featureGates,
    imageRepository,
    kubernetesVersion: ignored('Kubernetes version of the control plane', 256),
    networking: optional(
      struct('Networks of the workload cluster; not used, since the Cluster says it.', {
        dnsDomain: ignored('DNS domain of Services', 253),
        podSubnet: ignored('Addresses of Pods', 1024),
        serviceSubnet: ignored('Addresses of Services', 1024),
      }),
    ),
    scheduler: controlPlaneComponent('scheduler'),
  },
);
