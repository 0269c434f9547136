import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, delimiter, join, resolve } from 'node:path';

import { secret, type Clock } from '@capi/seams';

import type { ClusterAccess } from './cluster-access.ts';
import { readKubeconfig, type KubeconfigContext } from './kubeconfig.ts';
import { execToken, fixedToken, tokenFile } from './token-source.ts';
import { TransportError } from './transport-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const serviceAccount = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * Finds the API server as controller-runtime does: the file named by a flag, else by `KUBECONFIG`, else the pod's service account,
 * else `~/.kube/config`.
 * @throws TransportError with one line when none of them is there or usable
 */
export async function loadAccess(kubeconfig: string | undefined, clock: Clock, env: Environment): Promise<ClusterAccess> {
  const named = kubeconfig ?? env['KUBECONFIG']?.split(delimiter).find((path) => path !== '' && existsSync(path)) ?? env['KUBECONFIG'];
  if (named !== undefined && named !== '') return accessOf(named, clock, env);
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port = '443', HOME: home = '' } = env;
  if (host !== undefined && existsSync(join(serviceAccount, 'token'))) {
    return {
      server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
      ca: await read(join(serviceAccount, 'ca.crt')),
      token: tokenFile(join(serviceAccount, 'token'), clock),
    };
  }
  const ownFile = join(home, '.kube', 'config');
  if (existsSync(ownFile)) return accessOf(ownFile, clock, env);
  throw new TransportError('no API server is known: give --kubeconfig, set KUBECONFIG, or run in a pod with a service account');
}

async function accessOf(path: string, clock: Clock, env: Environment): Promise<ClusterAccess> {
  return fromContext(readKubeconfig(await read(path), path), dirname(resolve(path)), clock, env);
}

async function fromContext({ cluster, user }: KubeconfigContext, folder: string, clock: Clock, env: Environment): Promise<ClusterAccess> {
  if (user['auth-provider'] !== undefined) {
    throw new TransportError('the kubeconfig uses an auth-provider, which Kubernetes removed in v1.26: use an exec plugin');
  }
  if (cluster['proxy-url'] !== undefined) throw new TransportError('the kubeconfig asks for a proxy, which is not supported');
  const content = async (data: string | undefined, file: string | undefined): Promise<string | undefined> => {
    if (data !== undefined && data !== '') return Buffer.from(data, 'base64').toString('utf8');
    return file === undefined || file === '' ? undefined : read(resolve(folder, file));
  };
  const ca = await content(cluster['certificate-authority-data'], cluster['certificate-authority']);
  const cert = await content(user['client-certificate-data'], user['client-certificate']);
  const key = await content(user['client-key-data'], user['client-key']);
  const tlsServerName = cluster['tls-server-name'];
  const token = tokenOf(user, folder, clock, env);
  return {
    server: cluster.server ?? '',
    ...(ca === undefined ? {} : { ca }),
    ...(cluster['insecure-skip-tls-verify'] === true ? { insecureSkipTLSVerify: true } : {}),
    ...(tlsServerName === undefined ? {} : { tlsServerName }),
    ...(cert === undefined || key === undefined ? {} : { certificate: { cert, key: secret(key) } }),
    ...(token === undefined ? {} : { token }),
  };
}

function tokenOf(user: KubeconfigContext['user'], folder: string, clock: Clock, env: Environment): ClusterAccess['token'] {
  if (user.tokenFile !== undefined && user.tokenFile !== '') return tokenFile(resolve(folder, user.tokenFile), clock);
  if (user.token !== undefined && user.token !== '') return fixedToken(secret(user.token));
  return user.exec === undefined ? undefined : execToken(user.exec, clock, env);
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new TransportError(`cannot read ${path}: ${(error as { code?: string }).code ?? String(error)}`, { cause: error });
  }
}
