import { limit, type ConversionLimits } from '../../schema/conversion-limits.ts';

const components = ['apiServer', 'controllerManager', 'scheduler'].map((component) => `clusterConfiguration.${component}`);
const argumentPaths = [
  ...components.map((component) => `${component}.extraArgs`),
  'clusterConfiguration.etcd.local.extraArgs',
  'initConfiguration.nodeRegistration.kubeletExtraArgs',
  'joinConfiguration.nodeRegistration.kubeletExtraArgs',
];

/** What the kubeadm part of v1beta1 objects cannot keep or say; `place` is where it is in the object. */
export const kubeadmV1Beta1Limits = (place: string): Required<Pick<ConversionLimits, 'lost' | 'changed'>> => ({
  lost: [
    limit(
      'what follows from the Cluster and the Machine is no longer told to kubeadm by hand',
      ...['apiVersion', 'kind', 'clusterName', 'kubernetesVersion', 'networking'].map((name) => `${place}.clusterConfiguration.${name}`),
      ...['initConfiguration', 'joinConfiguration'].flatMap((name) => [`${place}.${name}.apiVersion`, `${place}.${name}.kind`]),
    ),
    limit('joining is always retried today', `${place}.useExperimentalRetryJoin`),
    limit(
      'an amount that is absent comes back as 0',
      ...[...components, 'clusterConfiguration.etcd.local'].map(
        (component) => `${place}.${component}.extraEnvs[].valueFrom.resourceFieldRef.divisor`,
      ),
    ),
  ],
  changed: [
    limit('flags come back sorted by name, of those named twice the last one', ...argumentPaths.map((path) => `${place}.${path}`)),
    limit(
      'v1beta1 has one time for init and join; admission wants them to be equal',
      `${place}.joinConfiguration.timeouts.controlPlaneComponentHealthCheckSeconds`,
    ),
    limit('v1beta1 always says whether there is a layout', `${place}.diskSetup.partitions[].layout`),
  ],
});

/** What the kubeadm part of v1alpha2 objects cannot keep or say. */
export const kubeadmV1Alpha2Limits = (place: string): Required<Pick<ConversionLimits, 'refused'>> => ({
  refused: [limit('v1beta2 takes only the words it knows', `${place}.format`, `${place}.files[].encoding`)],
});

/** What v1alpha2 KubeadmConfigs cannot keep or say. */
export const v1alpha2Limits: ConversionLimits = {
  lost: [limit('bootstrap data is secret and lives in a Secret', 'status.bootstrapData')],
  ...kubeadmV1Alpha2Limits('spec'),
};
