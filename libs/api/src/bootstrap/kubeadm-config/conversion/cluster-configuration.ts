import { collection, nonZero, shownInOld } from '../../../conversion/codecs.ts';
import { put } from '../../../conversion/json.ts';
import { mapping, onlyDown, same, struct, within, type Mapping } from '../../../conversion/mapping.ts';
import { extraArgs, extraEnvs, extraVolumes } from './components.ts';

/** Settings of the API server but for environment variables, which v1alpha2 has not, and the time limit, which moves elsewhere. */
export const apiServer: Mapping = mapping(extraArgs, extraVolumes, same(collection, 'certSANs'));

/** Settings of the controller manager or the scheduler but for environment variables. */
export const component: Mapping = mapping(extraArgs, extraVolumes);

/** Settings of an etcd on the Machines but for environment variables. */
export const localEtcd: Mapping = mapping(
  same(nonZero, 'imageRepository', 'imageTag', 'dataDir'),
  extraArgs,
  same(collection, 'serverCertSANs', 'peerCertSANs'),
);

/** An etcd that is looked after elsewhere. Go writes a missing list that it always shows as null. */
export const externalEtcd = struct(
  mapping(same({ ...collection, down: (value) => value ?? null }, 'endpoints'), same(shownInOld(''), 'caFile', 'certFile', 'keyFile')),
);

/** Image of the DNS add-on. */
export const dns: Mapping = same(nonZero, 'imageRepository', 'imageTag');

/** Settings that are the same plain values in all versions. */
export const plainSettings: Mapping = mapping(
  same(nonZero, 'controlPlaneEndpoint', 'certificatesDir', 'imageRepository'),
  same(collection, 'featureGates'),
);

/**
 * `clusterConfiguration` between v1beta1 and the hub. What kubeadm would take from here but the controller computes is dropped;
 * `apiServer.timeoutForControlPlane` moves with the other timeouts.
 */
export const clusterConfiguration: Mapping = mapping(
  within('etcd', 'etcd', mapping(within('local', 'local', mapping(localEtcd, extraEnvs)), same(externalEtcd, 'external')), {
    oldAlways: true,
  }),
  within('apiServer', 'apiServer', mapping(apiServer, extraEnvs), { oldAlways: true }),
  within('controllerManager', 'controllerManager', mapping(component, extraEnvs), { oldAlways: true }),
  within('scheduler', 'scheduler', mapping(component, extraEnvs), { oldAlways: true }),
  within('dns', 'dns', dns, { oldAlways: true }),
  onlyDown((_hub, old) => put(old, 'networking', {})),
  plainSettings,
  same(nonZero, 'certificateValidityPeriodDays', 'caCertificateValidityPeriodDays', 'encryptionAlgorithm'),
);
