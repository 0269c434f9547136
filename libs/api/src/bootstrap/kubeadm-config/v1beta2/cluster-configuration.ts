import { Type, type Static } from 'typebox';

import { atomicList, choice, described, int32, mapOf, optional, struct, text } from '../../../schema/vocabulary.ts';
import { extraArgs, extraEnvs, extraVolumes } from './arguments.ts';

const path = (meaning: string) => text(meaning, { minLength: 1, maxLength: 512 });
const names = (meaning: string) =>
  atomicList(meaning, text('A host name or IP address.', { minLength: 1, maxLength: 253 }), { minItems: 1, maxItems: 100 });
const image = {
  imageRepository: optional(path('Registry and folder that the image is pulled from; that of the cluster when absent.')),
  imageTag: optional(
    text('Tag of the image; the one that goes with the Kubernetes version when absent.', { minLength: 1, maxLength: 256 }),
  ),
};

/** Settings of a control-plane component that runs as a static Pod. */
export const ControlPlaneComponent = struct(
  'Settings of a control-plane component.',
  {
    extraArgs: optional(extraArgs('Flags of the component, over those that kubeadm sets.')),
    extraEnvs: optional(extraEnvs),
    extraVolumes: optional(extraVolumes),
  },
  { minProperties: 1 },
);
export type ControlPlaneComponent = Static<typeof ControlPlaneComponent>;

/** Settings of the API server. */
export const ApiServer = struct(
  'Settings of the API server.',
  {
    certSANs: optional(names('Further names that the serving certificate is valid for.')),
    extraArgs: optional(extraArgs('Flags of the API server, over those that kubeadm sets.')),
    extraEnvs: optional(extraEnvs),
    extraVolumes: optional(extraVolumes),
  },
  { minProperties: 1 },
);
export type ApiServer = Static<typeof ApiServer>;

/** Where cluster state is kept. */
export const Etcd = struct(
  'Where the state of the cluster is kept: on the control-plane Machines or in an etcd of its own.',
  {
    external: optional(
      struct('An etcd that is looked after elsewhere; its client certificate is expected in secrets of the Cluster.', {
        caFile: path('Path on the machine of the CA that signed the certificates of etcd.'),
        certFile: path('Path on the machine of the client certificate.'),
        endpoints: atomicList('URLs of the etcd members.', path('URL of a member.'), { minItems: 1, maxItems: 50 }),
        keyFile: path('Path on the machine of the key of the client certificate.'),
      }),
    ),
    local: optional(
      struct(
        'An etcd member on every control-plane Machine.',
        {
          dataDir: optional(path('Directory in which etcd keeps its data; /var/lib/etcd when absent.')),
          extraArgs: optional(extraArgs('Flags of etcd, over those that kubeadm sets.')),
          extraEnvs: optional(extraEnvs),
          ...image,
          peerCertSANs: optional(names('Further names that the certificate for other members is valid for.')),
          serverCertSANs: optional(names('Further names that the certificate for clients is valid for.')),
        },
        { minProperties: 1 },
      ),
    ),
  },
  { minProperties: 1 },
);
export type Etcd = Static<typeof Etcd>;

/** Settings of the whole workload cluster, as kubeadm takes them. */
export const ClusterConfiguration = struct(
  'Settings of the whole workload cluster, as kubeadm takes them; networks, name and version are filled in from the Cluster and the Machine.',
  {
    apiServer: optional(ApiServer),
    caCertificateValidityPeriodDays: optional(
      int32('For how many days certificate authorities are valid; ten years when absent.', { minimum: 1, maximum: 36_500 }),
    ),
    certificateValidityPeriodDays: optional(
      int32('For how many days other certificates are valid; one year when absent.', { minimum: 1, maximum: 1095 }),
    ),
    certificatesDir: optional(path('Directory for certificates on the machine; /etc/kubernetes/pki when absent.')),
    controlPlaneEndpoint: optional(path('Address and port by which the API servers are reached; that of the Cluster when absent.')),
    controllerManager: optional(described(ControlPlaneComponent, 'Settings of the controller manager.')),
    dns: optional(struct('The DNS add-on.', image, { minProperties: 1 })),
    encryptionAlgorithm: optional(
      choice('Algorithm and size of the keys that are made; RSA-2048 when absent.', [
        'ECDSA-P256',
        'ECDSA-P384',
        'RSA-2048',
        'RSA-3072',
        'RSA-4096',
      ]),
    ),
    etcd: optional(Etcd),
    featureGates: optional(mapOf('Features of kubeadm switched on or off.', Type.Boolean())),
    imageRepository: optional(path('Registry and folder that images are pulled from; that of the Kubernetes project when absent.')),
    scheduler: optional(described(ControlPlaneComponent, 'Settings of the scheduler.')),
  },
  { minProperties: 1 },
);
export type ClusterConfiguration = Static<typeof ClusterConfiguration>;
