import { asInV1Alpha2 } from '../../../schema/loosen.ts';
import { flag, optional, struct, text } from '../../../schema/vocabulary.ts';
import { ClusterConfiguration as NewClusterConfiguration } from '../v1beta1/cluster-configuration.ts';
import { extraArgs, fileHeader } from '../v1beta1/components.ts';
import { extraVolumes } from '../v1beta2/arguments.ts';

const { apiServer, certificatesDir, controlPlaneEndpoint, dns, etcd, featureGates, imageRepository } =
  asInV1Alpha2(NewClusterConfiguration).properties;
const { external, local } = etcd.properties;
const { dataDir, imageRepository: etcdRepository, imageTag: etcdTag, peerCertSANs, serverCertSANs } = local.properties;

const componentFields = (component: string) => ({
  extraArgs: extraArgs(`Flags of the ${component}, over those that kubeadm sets.`),
  extraVolumes: optional(asInV1Alpha2(extraVolumes)),
});

const remembered = (meaning: string) => optional(text(`${meaning}; kept for reading back, but the Cluster and the Machine decide.`));

/** Settings of the whole workload cluster in v1alpha2, which took them as kubeadm wrote them at the time. */
export const ClusterConfiguration = struct('Settings of the whole workload cluster, as kubeadm takes them.', {
  ...fileHeader,
  apiServer: optional(
    struct('Settings of the API server.', {
      ...componentFields('API server'),
      certSANs: apiServer.properties.certSANs,
      timeoutForControlPlane: apiServer.properties.timeoutForControlPlane,
    }),
  ),
  certificatesDir,
  clusterName: remembered('Name of the workload cluster'),
  controlPlaneEndpoint,
  controllerManager: optional(struct('Settings of the controller manager.', componentFields('controller manager'))),
  dns: optional(
    struct('The DNS add-on.', {
      ...dns.properties,
      type: optional(text('CoreDNS or kube-dns; kept for reading back, but CoreDNS is what runs.')),
    }),
  ),
  etcd: optional(
    struct('Where the state of the cluster is kept: on the control-plane Machines or in an etcd of its own.', {
      external,
      local: optional(
        struct('An etcd member on every control-plane Machine.', {
          dataDir,
          extraArgs: extraArgs('Flags of etcd, over those that kubeadm sets.'),
          imageRepository: etcdRepository,
          imageTag: etcdTag,
          peerCertSANs,
          serverCertSANs,
        }),
      ),
    }),
  ),
  featureGates,
  imageRepository,
  kubernetesVersion: remembered('Kubernetes version of the control plane'),
  networking: optional(
    struct('Networks of the workload cluster.', {
      dnsDomain: remembered('DNS domain of Services'),
      podSubnet: remembered('Addresses of Pods'),
      serviceSubnet: remembered('Addresses of Services'),
    }),
  ),
  scheduler: optional(struct('Settings of the scheduler.', componentFields('scheduler'))),
  useHyperKubeImage: optional(flag('Whether all components come from one image; kept for reading back, there is no such image any more.')),
});
