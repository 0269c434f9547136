import type { ClusterConfiguration, ControlPlaneComponent, EnvironmentVariable, Etcd, HostPathMount } from '@capi/api';
import { days, printDuration, type DeepReadonly } from '@capi/seams';

import type { KubeadmApi } from '../version.ts';
import { filled, ifTrue, type Field, type Fields, type Json } from './encode.ts';
import { renderArguments, renderSeconds } from './pieces.ts';

/** What kubeadm is told that no KubeadmConfig says: it follows from the Cluster and the Machine. */
export interface ClusterFacts {
  /** Name of the Cluster. */
  readonly clusterName: string;
  /** `spec.version` of the Machine, as it is. */
  readonly kubernetesVersion: string;
  /** `host:port`; used when the configuration names none. */
  readonly controlPlaneEndpoint?: string;
  readonly serviceDomain?: string;
  readonly podCidrBlocks?: readonly string[];
  readonly serviceCidrBlocks?: readonly string[];
  /** How long kubeadm waits for the API server; APIs up to v1beta3 take it here, later ones with the other timeouts. */
  readonly apiServerTimeoutSeconds?: number;
}

/** The ClusterConfiguration document as JSON. It is complete even when nothing is configured: kubeadm wants one. */
export function clusterConfigurationFields(
  configuration: DeepReadonly<ClusterConfiguration> | undefined,
  facts: ClusterFacts,
  api: KubeadmApi,
): Fields {
  const old = api !== 'kubeadm.k8s.io/v1beta4';
  const apiServer = configuration?.apiServer;
  return {
    apiVersion: api,
    kind: 'ClusterConfiguration',
    ...filled({
      clusterName: facts.clusterName,
      kubernetesVersion: facts.kubernetesVersion,
      controlPlaneEndpoint: configuration?.controlPlaneEndpoint ?? facts.controlPlaneEndpoint,
      certificatesDir: configuration?.certificatesDir,
      imageRepository: configuration?.imageRepository,
      featureGates: configuration?.featureGates,
      encryptionAlgorithm: old ? undefined : configuration?.encryptionAlgorithm,
      certificateValidityPeriod: old ? undefined : renderDays(configuration?.certificateValidityPeriodDays),
      caCertificateValidityPeriod: old ? undefined : renderDays(configuration?.caCertificateValidityPeriodDays),
    }),
    // Structs are written even when they are empty.
    ...(old ? {} : { proxy: {} }),
    networking: filled({
      dnsDomain: facts.serviceDomain,
      podSubnet: facts.podCidrBlocks?.join(','),
      serviceSubnet: facts.serviceCidrBlocks?.join(','),
    }),
    apiServer: {
      ...component(apiServer, api),
      ...filled({
        certSANs: apiServer?.certSANs,
        timeoutForControlPlane: old ? renderSeconds(facts.apiServerTimeoutSeconds) : undefined,
      }),
    },
    controllerManager: component(configuration?.controllerManager, api),
    scheduler: component(configuration?.scheduler, api),
    dns: filled({
      type: api === 'kubeadm.k8s.io/v1beta2' ? 'CoreDNS' : undefined,
      imageRepository: configuration?.dns?.imageRepository,
      imageTag: configuration?.dns?.imageTag,
    }),
    etcd: filled({ local: localEtcd(configuration?.etcd, api), external: externalEtcd(configuration?.etcd) }),
  };
}

const renderDays = (count: number | undefined): Field => (count ? printDuration(days(count)) : undefined);

const component = (settings: DeepReadonly<ControlPlaneComponent> | undefined, api: KubeadmApi): Fields =>
  filled({
    extraArgs: renderArguments(settings?.extraArgs, api),
    extraVolumes: settings?.extraVolumes?.map(volume),
    extraEnvs: api !== 'kubeadm.k8s.io/v1beta4' ? undefined : settings?.extraEnvs?.map(environmentVariable),
  });

const volume = ({ name, hostPath, mountPath, readOnly, pathType }: DeepReadonly<HostPathMount>): Json => ({
  name,
  hostPath,
  mountPath,
  ...filled({ readOnly: ifTrue(readOnly), pathType }),
});

const environmentVariable = ({ name, value, valueFrom }: DeepReadonly<EnvironmentVariable>): Json => ({
  name,
  ...filled({ value, valueFrom: valueFrom as Field }),
});

function localEtcd(etcd: DeepReadonly<Etcd> | undefined, api: KubeadmApi): Field {
  const local = etcd?.local;
  // Without any setting there is no local etcd to speak of; with one, the data directory is always written.
  if (local === undefined || Object.keys(local).length === 0) return undefined;
  return {
    dataDir: local.dataDir ?? '',
    ...filled({
      imageRepository: local.imageRepository,
      imageTag: local.imageTag,
      extraArgs: renderArguments(local.extraArgs, api),
      extraEnvs: api !== 'kubeadm.k8s.io/v1beta4' ? undefined : local.extraEnvs?.map(environmentVariable),
      serverCertSANs: local.serverCertSANs,
      peerCertSANs: local.peerCertSANs,
    }),
  };
}

const externalEtcd = (etcd: DeepReadonly<Etcd> | undefined): Field =>
  etcd?.external === undefined
    ? undefined
    : {
        endpoints: etcd.external.endpoints,
        caFile: etcd.external.caFile,
        certFile: etcd.external.certFile,
        keyFile: etcd.external.keyFile,
      };
