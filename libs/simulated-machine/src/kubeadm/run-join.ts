import { parseClusterConfiguration, type ParsedJoin } from '@capi/kubeadm';
import type { Clock } from '@capi/seams';

import { bootFailure } from '../boot/boot-failure.ts';
import type { Disk } from '../boot/read-boot-document.ts';
import { isSameCertificate, readAuthorities } from './certificates-on-disk.ts';
import { discoverCluster } from './discover.ts';
import { certificatesDir, type ControlPlaneFacts } from './run-init.ts';

/**
 * `kubeadm join` up to the point where the kubelet starts: finds the cluster over the network, proves itself, and for a
 * control-plane machine checks that the certificates on disk are those of the cluster.
 * @param etcdAuthority certificate of the authority that the cluster's etcd members trust; undefined when none runs here
 * @returns undefined for a worker
 * @throws OperationError that names the step
 */
export async function prepareJoin(
  config: ParsedJoin,
  machine: { readonly name: string; readonly disk: Disk },
  etcdAuthority: () => string | undefined,
  clock: Clock,
  signal: AbortSignal,
): Promise<ControlPlaneFacts | undefined> {
  const found = await discoverCluster(config, machine, clock, signal);
  if (config.controlPlane === undefined) return undefined;
  const fail = (step: string, why: string): never => {
    throw bootFailure(machine.name, `kubeadm join: ${step}`, why);
  };
  const cluster = parseClusterConfiguration(found.clusterConfiguration);
  const authorities = readAuthorities(
    machine.disk,
    { ...certificatesDir(cluster.certificatesDir), externalEtcd: cluster.externalEtcd },
    (why) => fail('control-plane-prepare certs', why),
  );
  if (!isSameCertificate(authorities.cluster.certificate, found.authority)) {
    fail('control-plane-prepare certs', "ca.crt on this machine is not the cluster's authority");
  }
  const trusted = etcdAuthority();
  if (trusted !== undefined && !cluster.externalEtcd && !isSameCertificate(authorities.etcdCertificate, trusted)) {
    fail('etcd', "etcd/ca.crt on this machine is not the authority that the cluster's etcd members trust");
  }
  return {
    authorities,
    configuration: cluster.document,
    externalEtcd: cluster.externalEtcd,
    bindPort: config.controlPlane.bindPort ?? 6443,
  };
}
