import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { terminal } from '@capi/seams';
import { parse, stringify } from 'yaml';

import { programOf } from '../processes/program.ts';
import type { ManagementCluster } from './management-cluster.ts';

interface ClusterEntry {
  readonly name: string;
  readonly cluster: Readonly<Record<string, unknown>> & { readonly 'certificate-authority'?: string };
}
interface Kubeconfig {
  readonly 'current-context': string;
  readonly contexts: readonly { readonly name: string; readonly context: { readonly cluster: string } }[];
  readonly clusters: readonly ClusterEntry[];
}

/**
 * A management cluster that somebody else runs. Each provider has a kubeconfig of its own that names the same server; its tokens are
 * those of its service account, asked for with the credentials of the sandbox whenever one runs out.
 */
export function useExisting(kubeconfig: string, folder: string): ManagementCluster {
  return {
    kubeconfig,
    kubeconfigOf(namespace, serviceAccount) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, `${serviceAccount}.kubeconfig`);
      const { command, args } = programOf('sandbox', ['token', resolve(kubeconfig), namespace, serviceAccount]);
      const user = {
        exec: { apiVersion: 'client.authentication.k8s.io/v1', command, args, interactiveMode: 'Never' },
      };
      const config = {
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [{ ...clusterOf(kubeconfig), name: 'existing' }],
        users: [{ name: serviceAccount, user }],
        contexts: [{ name: 'existing', context: { cluster: 'existing', user: serviceAccount } }],
        'current-context': 'existing',
      };
      writeFileSync(path, stringify(config), { mode: 0o600 });
      return Promise.resolve(path);
    },
  };
}

/**
 * Finds out early whether this is a kubeconfig.
 * @throws a terminal OperationError that says what is wrong with it
 */
export function requireKubeconfig(path: string): void {
  const wrong = (why: string): Error =>
    terminal({ action: 'use --kubeconfig', object: path, why, hint: 'name the kubeconfig of an administrator of a management cluster' });
  let cluster: ClusterEntry | undefined;
  try {
    cluster = clusterOf(path);
  } catch (error) {
    throw wrong(error instanceof Error && 'syscall' in error ? error.message : 'it is no kubeconfig');
  }
  if (cluster === undefined) throw wrong('its current context names no cluster');
}

/** The cluster that the current context of a kubeconfig is about, readable from any folder. */
function clusterOf(path: string): ClusterEntry | undefined {
  const { contexts, clusters, 'current-context': current } = parse(readFileSync(path, 'utf8')) as Kubeconfig;
  const name = contexts.find((each) => each.name === current)?.context.cluster;
  const entry = clusters.find((each) => each.name === name);
  const file = entry?.cluster['certificate-authority'];
  if (entry === undefined || file === undefined) return entry;
  return { ...entry, cluster: { ...entry.cluster, 'certificate-authority': resolve(dirname(path), file) } };
}
