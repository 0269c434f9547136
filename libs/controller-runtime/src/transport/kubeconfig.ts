import { parse } from 'yaml';

import type { ExecCommand } from './token-source.ts';
import { TransportError } from './transport-error.ts';

/** The cluster and user entry of one context, as a kubeconfig has them. File names are still relative. */
export interface KubeconfigContext {
  readonly cluster: {
    readonly server?: string;
    readonly 'certificate-authority'?: string;
    readonly 'certificate-authority-data'?: string;
    readonly 'insecure-skip-tls-verify'?: boolean;
    readonly 'tls-server-name'?: string;
    readonly 'proxy-url'?: string;
  };
  readonly user: {
    readonly 'client-certificate'?: string;
    readonly 'client-certificate-data'?: string;
    readonly 'client-key'?: string;
    readonly 'client-key-data'?: string;
    readonly token?: string;
    readonly tokenFile?: string;
    readonly username?: string;
    readonly 'auth-provider'?: unknown;
    readonly exec?: ExecCommand;
  };
}

interface Named {
  readonly name?: string;
}
interface Kubeconfig {
  readonly 'current-context'?: string;
  readonly contexts?: readonly (Named & { readonly context?: { readonly cluster?: string; readonly user?: string } })[] | null;
  readonly clusters?: readonly (Named & { readonly cluster?: KubeconfigContext['cluster'] })[] | null;
  readonly users?: readonly (Named & { readonly user?: KubeconfigContext['user'] })[] | null;
}

/**
 * Picks one context out of a kubeconfig.
 * @param file how messages call it
 * @param context absent: the current one
 * @throws TransportError with one line on what is missing
 */
export function readKubeconfig(text: string, file: string, context?: string): KubeconfigContext {
  let config: Kubeconfig | null;
  try {
    config = parse(text) as Kubeconfig | null;
  } catch (error) {
    throw new TransportError(`${file} is not a kubeconfig: it is not YAML`, { cause: error });
  }
  const wanted = context ?? config?.['current-context'] ?? '';
  if (wanted === '') throw new TransportError(`${file} has no current-context`);
  const chosen = find(config?.contexts, wanted)?.context;
  if (chosen === undefined) throw new TransportError(`${file} has no context ${wanted}`);
  const cluster = find(config?.clusters, chosen.cluster)?.cluster;
  if (cluster?.server === undefined)
    throw new TransportError(`${file} has no server for cluster ${chosen.cluster ?? ''} of context ${wanted}`);
  return { cluster, user: find(config?.users, chosen.user)?.user ?? {} };
}

const find = <T extends Named>(entries: readonly T[] | null | undefined, name: string | undefined): T | undefined =>
  entries?.find((entry) => entry.name === name);
