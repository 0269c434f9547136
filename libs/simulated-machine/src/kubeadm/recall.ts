import { ConfigMap } from '@capi/api';
import type { Client } from '@capi/controller-runtime';
import { parseClusterConfiguration } from '@capi/kubeadm';

import { bootFailure } from '../boot/boot-failure.ts';
import type { BootPlan } from '../boot/read-boot-document.ts';
import { printConfiguration, uploadedConfiguration } from '../objects/configuration.ts';
import { systemNamespace } from '../objects/static-pods.ts';
import { readAuthorities } from './certificates-on-disk.ts';
import { certificatesDir, type ControlPlaneFacts } from './run-init.ts';

/**
 * What a machine that ran kubeadm before knows when it starts again: its own disk, and the configuration in the cluster. When the
 * cluster was lost with its process, the configuration is put together anew from the document, as far as that goes.
 * @returns undefined for a worker
 * @throws OperationError (terminal) when the disk does not hold what a control-plane machine needs
 */
export async function recallControlPlane(
  plan: BootPlan,
  machine: { readonly name: string; readonly version: string; readonly cluster: string },
  client: Client,
  signal: AbortSignal,
): Promise<ControlPlaneFacts | undefined> {
  const endpoint = plan.verb === 'init' ? plan.config.localAPIEndpoint : plan.config.controlPlane;
  if (endpoint === undefined) return undefined;
  // Live: the cluster behind this client is in this process, and there is no cache of it.
  const uploaded = await client.get(ConfigMap, { namespace: systemNamespace, name: 'kubeadm-config' }, signal);
  const configuration = parseClusterConfiguration(uploaded?.data?.['ClusterConfiguration'] ?? rebuilt(plan, machine));
  const options = { ...certificatesDir(configuration.certificatesDir), externalEtcd: configuration.externalEtcd };
  const authorities = readAuthorities(plan.disk, options, (why) => {
    throw bootFailure(machine.name, 'start the control plane', why);
  });
  return {
    authorities,
    configuration: configuration.document,
    externalEtcd: configuration.externalEtcd,
    bindPort: endpoint.bindPort ?? 6443,
  };
}

/** A joining machine's document says little of the cluster; kubeadm's defaults stand in for the rest. */
function rebuilt(plan: BootPlan, { version, cluster }: { readonly version: string; readonly cluster: string }): string {
  if (plan.verb === 'init') return printConfiguration(uploadedConfiguration(plan.config.clusterConfiguration, version));
  const minimal = printConfiguration({
    apiVersion: 'kubeadm.k8s.io/v1beta4',
    kind: 'ClusterConfiguration',
    clusterName: cluster,
    kubernetesVersion: version,
    ...(plan.config.bootstrapToken === undefined ? {} : { controlPlaneEndpoint: plan.config.bootstrapToken.apiServerEndpoint }),
  });
  return printConfiguration(uploadedConfiguration(parseClusterConfiguration(minimal), version));
}
