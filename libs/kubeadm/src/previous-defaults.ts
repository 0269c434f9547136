import type { Draft, KubeadmConfigSpec } from '@capi/api';

/**
 * A kubeadm spec with what releases before v1.11 of upstream filled in. Only for comparison: objects that were stored then are the same
 * as what their manifests say now. Never written.
 * @see upstream v1.14.0 bootstrap/kubeadm/defaulting (behaviour)
 */
export function withPreviousDefaults(spec: Draft<KubeadmConfigSpec>): Draft<KubeadmConfigSpec> {
  const { initConfiguration, joinConfiguration } = spec;
  const policy = { imagePullPolicy: 'IfNotPresent' } as const;
  return {
    ...spec,
    format: spec.format ?? 'cloud-config',
    initConfiguration: { ...initConfiguration, nodeRegistration: { ...policy, ...initConfiguration?.nodeRegistration } },
    joinConfiguration: {
      ...joinConfiguration,
      nodeRegistration: { ...policy, ...joinConfiguration?.nodeRegistration },
      ...withExecVersion(joinConfiguration?.discovery),
    },
  };
}

type Discovery = NonNullable<Draft<KubeadmConfigSpec>['joinConfiguration']>['discovery'];

function withExecVersion(discovery: Discovery): { readonly discovery?: Discovery } {
  const kubeConfig = discovery?.file?.kubeConfig;
  const exec = kubeConfig?.user?.exec;
  if (exec === undefined) return discovery === undefined ? {} : { discovery };
  const user = { ...kubeConfig?.user, exec: { ...exec, apiVersion: exec.apiVersion ?? 'client.authentication.k8s.io/v1' } };
  return { discovery: { ...discovery, file: { ...discovery?.file, kubeConfig: { ...kubeConfig, user } } } };
}
