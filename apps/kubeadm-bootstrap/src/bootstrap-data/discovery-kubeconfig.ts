import type { FileDiscovery } from '@capi/api';
import type { FileToWrite } from '@capi/cloud-init';
import type { DeepReadonly } from '@capi/seams';
import { stringify } from 'yaml';

/**
 * The kubeconfig file with which a machine discovers its cluster; undefined when the user brings it to the machine.
 * Cluster, user and context are all named `default`.
 */
export function renderDiscoveryKubeconfig(discovery: DeepReadonly<FileDiscovery> | undefined): FileToWrite | undefined {
  if (discovery?.kubeConfig === undefined) return undefined;
  const { cluster, user } = discovery.kubeConfig;
  const document = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'default',
    clusters: [
      {
        name: 'default',
        cluster: {
          'certificate-authority-data': cluster?.certificateAuthorityData,
          'insecure-skip-tls-verify': cluster?.insecureSkipTLSVerify === true ? true : undefined,
          'proxy-url': cluster?.proxyURL,
          server: cluster?.server ?? '',
          'tls-server-name': cluster?.tlsServerName,
        },
      },
    ],
    contexts: [{ name: 'default', context: { cluster: 'default', user: 'default' } }],
    users: [{ name: 'default', user: credentials(user) }],
  };
  return {
    path: discovery.kubeConfigPath,
    owner: 'root:root',
    permissions: '0640',
    content: stringify(document, { version: '1.1', sortMapEntries: true, indentSeq: false, lineWidth: 0, aliasDuplicateObjects: false }),
  };
}

type User = NonNullable<DeepReadonly<FileDiscovery>['kubeConfig']>['user'];

function credentials({ authProvider, exec }: User): Record<string, unknown> {
  if (authProvider !== undefined) return { 'auth-provider': { name: authProvider.name, config: authProvider.config ?? null } };
  if (exec === undefined) return {};
  return {
    exec: {
      apiVersion: exec.apiVersion ?? 'client.authentication.k8s.io/v1',
      command: exec.command,
      args: exec.args ?? null,
      env: exec.env ?? null,
      // Nobody sits at a machine that boots.
      interactiveMode: 'Never',
      provideClusterInfo: exec.provideClusterInfo ?? false,
    },
  };
}
