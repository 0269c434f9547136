import { Node } from '@capi/api';
import type { Client } from '@capi/controller-runtime';
import type { ParsedInit } from '@capi/kubeadm';

import { bootFailure } from '../boot/boot-failure.ts';
import type { Disk } from '../boot/read-boot-document.ts';
import { uploadedConfiguration } from '../objects/configuration.ts';
import { readAuthorities, type Authorities } from './certificates-on-disk.ts';

/** What a control-plane machine knows after kubeadm's preflight: who signs what, and the configuration of the cluster. */
export interface ControlPlaneFacts {
  readonly authorities: Authorities;
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly externalEtcd: boolean;
  readonly bindPort: number;
}

/**
 * `kubeadm init` up to the point where the components start: the version, the certificates, and that no other node is there. A
 * cluster is initialised once; a second machine that tries would split it in two.
 * @throws OperationError (terminal) that names the step
 */
export async function prepareInit(
  config: ParsedInit,
  machine: { readonly name: string; readonly node: string; readonly version: string; readonly disk: Disk },
  client: Client,
  signal: AbortSignal,
): Promise<ControlPlaneFacts> {
  const fail = (step: string, why: string): never => {
    throw bootFailure(machine.name, `kubeadm init: ${step}`, why);
  };
  const { clusterConfiguration: given } = config;
  const wanted = given.kubernetesVersion;
  if (wanted !== undefined && minorOf(wanted) !== minorOf(machine.version)) {
    fail('preflight', `ClusterConfiguration asks for Kubernetes ${wanted}, this machine has ${machine.version}`);
  }
  const authorities = readAuthorities(
    machine.disk,
    { ...certificatesDir(given.certificatesDir), externalEtcd: given.externalEtcd },
    (why) => fail('certs', why),
  );
  // Live: the cluster behind this client is in this process, and there is no cache of it.
  const others = (await client.list(Node, {}, signal)).filter(({ metadata }) => metadata.name !== machine.node);
  if (others.length > 0) fail('preflight', `the cluster is already initialised: node ${others[0]?.metadata.name ?? ''} is part of it`);
  return {
    authorities,
    configuration: uploadedConfiguration(given, machine.version),
    externalEtcd: given.externalEtcd,
    bindPort: config.localAPIEndpoint.bindPort ?? 6443,
  };
}

/** `1.34` of `v1.34.1`: kubeadm installs its own minor version only. */
const minorOf = (version: string): string => /^v?(\d+\.\d+)/.exec(version)?.[1] ?? version;

/** The option of {@link readAuthorities}, left out when the configuration does not say. */
export const certificatesDir = (dir: string | undefined): { readonly certificatesDir?: string } =>
  dir === undefined ? {} : { certificatesDir: dir };
