import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { parse } from 'yaml';

import type { World } from './world.ts';

/** How an API server did while it was asked. */
export interface ProbeFigures {
  readonly asked: number;
  /** What failed, with the seconds since the probe began. */
  readonly failed: readonly string[];
  /** Milliseconds. */
  readonly slowest: number;
}

const perSecond = 5;
const patience = 5000;

interface Kubeconfig {
  readonly clusters: readonly [{ readonly cluster: { readonly server: string; readonly 'certificate-authority-data': string } }];
  readonly users: readonly [{ readonly user: { readonly 'client-certificate-data': string; readonly 'client-key-data': string } }];
}

/**
 * Asks the API server of a cluster five times a second through its load balancer, each time on a new connection as a new client would,
 * until the returned function is called.
 */
export async function probeApi(world: World, namespace: string, cluster: string): Promise<() => Promise<ProbeFigures>> {
  await world.workload(namespace, cluster);
  const { clusters, users } = parse(readFileSync(join(world.folder, `${namespace}-${cluster}.kubeconfig`), 'utf8')) as Kubeconfig;
  const decode = (data: string): Buffer => Buffer.from(data, 'base64');
  const options = {
    ca: decode(clusters[0].cluster['certificate-authority-data']),
    cert: decode(users[0].user['client-certificate-data']),
    key: decode(users[0].user['client-key-data']),
    agent: false as const,
  };
  const url = `${clusters[0].cluster.server}/api/v1/namespaces/kube-system/configmaps/kubeadm-config`;
  const began = performance.now();
  const failed: string[] = [];
  let asked = 0;
  let slowest = 0;
  let going = true;
  const pending = new Set<Promise<void>>();
  const askOnce = async (): Promise<void> => {
    const started = performance.now();
    asked += 1;
    try {
      const status = await get(url, options);
      if (status !== 200) throw new Error(`status ${status}`);
      slowest = Math.max(slowest, performance.now() - started);
    } catch (error) {
      failed.push(`${((started - began) / 1000).toFixed(1)} s: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const loop = (async () => {
    while (going) {
      const one = askOnce().finally(() => pending.delete(one));
      pending.add(one);
      await sleep(1000 / perSecond);
    }
  })();
  return async () => {
    going = false;
    await loop;
    await Promise.all(pending);
    return { asked, failed, slowest };
  };
}

function get(url: string, options: object): Promise<number> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { ...options, signal: AbortSignal.timeout(patience) }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.on('error', reject);
    });
    asking.on('error', reject);
    asking.end();
  });
}
