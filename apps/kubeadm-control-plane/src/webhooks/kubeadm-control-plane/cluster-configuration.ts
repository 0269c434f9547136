import { forbidden, invalid, isDefined, type Draft, type Finding } from '@capi/admission';
import type { KubeadmControlPlaneSpec } from '@capi/api';

import { readImageTag } from '../tolerant-version.ts';

type ClusterConfiguration = NonNullable<Draft<KubeadmControlPlaneSpec>['kubeadmConfigSpec']>['clusterConfiguration'];

const isTag = (text: string): boolean => /^[-a-zA-Z0-9_.]*$/.test(text);
const tagProblem = 'may have letters, digits, "-", "_" and "." only; write a "+" of a version as "_"';

/** Tags that are tags, a DNS add-on whose version can be told, and one place for the state of the cluster. */
export function validateClusterConfiguration(path: string, configuration: ClusterConfiguration = {}): readonly Finding[] {
  const { dns, etcd } = configuration;
  const dnsTag = dns?.imageTag ?? '';
  const etcdTag = etcd?.local?.imageTag ?? '';
  return [
    ...(isTag(dnsTag) ? [] : [forbidden(`${path}.dns.imageTag`, tagProblem)]),
    ...(dnsTag !== '' && readImageTag(dnsTag) === undefined
      ? [invalid(`${path}.dns.imageTag`, dnsTag, 'must be a version of CoreDNS, as in v1.12.1')]
      : []),
    ...(isTag(etcdTag) ? [] : [forbidden(`${path}.etcd.local.imageTag`, tagProblem)]),
    ...(isDefined(etcd?.local) && isDefined(etcd?.external)
      ? [forbidden(`${path}.etcd.local`, 'cannot be used together with etcd.external: state lives in one place')]
      : []),
  ];
}
