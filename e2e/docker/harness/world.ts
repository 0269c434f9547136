import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { kubectlWith, type Kubectl } from '../../harness/kubectl.ts';
import { run } from '../../harness/run.ts';
import { eventually } from './eventually.ts';

/** Where, inside, the stories find what they share. */
export const worldVariable = 'CAPI_DOCKER_WORLD';

/** What all stories share. */
export interface SharedWorld {
  /** Everything in it goes when the world ends. */
  readonly folder: string;
  /** What makes the `docker` command, and ours, talk to the engine. */
  readonly engine: Readonly<Record<string, string>>;
  readonly sandbox: {
    readonly kubeconfig: string;
    readonly auditLog: string;
  };
  /** Of the node images that the engine has: first the one to start with, then the one to upgrade to. */
  readonly versions: readonly [string, string];
  /** An image that nodes have: a web server on port 8080 that answers with the name of its pod. */
  readonly imageOfWorkload: string;
  /** An image of the engine's that nodes do not have. */
  readonly imageToPreload: string;
}

/** The world of a story: one engine, and a management cluster with the four providers. */
export interface World extends SharedWorld {
  readonly kubectl: Kubectl;
  /** Runs `docker …`; throws with its own words when it fails. */
  readonly docker: (...args: string[]) => Promise<string>;
  /** Runs a shell line in a container. */
  readonly inContainer: (container: string, line: string) => Promise<string>;
  /** kubectl for a workload cluster, by the kubeconfig in its secret. */
  readonly workload: (namespace: string, cluster: string) => Promise<Kubectl>;
}

/** The world that this process was started in. */
export function theWorld(): World {
  const file = process.env[worldVariable];
  if (file === undefined) throw new Error('stories on real containers run in a world of their own; npm run test:docker makes it');
  return worldOf(JSON.parse(readFileSync(file, 'utf8')) as SharedWorld);
}

export function worldOf(shared: SharedWorld): World {
  const kubectl = kubectlWith(shared.sandbox.kubeconfig);
  const docker = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await run(shared.engine['CAPI_DOCKER'] ?? 'docker', args, { ...process.env, ...shared.engine });
    if (code !== 0) throw new Error(`docker ${args.join(' ')} ended with ${code}: ${stderr.trim()}`);
    return stdout.trim();
  };
  return {
    ...shared,
    kubectl,
    docker,
    inContainer: (container, line) => docker('exec', container, 'sh', '-c', line),
    async workload(namespace, cluster) {
      const file = join(shared.folder, `${namespace}-${cluster}.kubeconfig`);
      const value = await eventually(`the kubeconfig of ${namespace}/${cluster}`, () =>
        kubectl('-n', namespace, 'get', 'secret', `${cluster}-kubeconfig`, '-o', 'jsonpath={.data.value}'),
      );
      writeFileSync(file, Buffer.from(value, 'base64'), { mode: 0o600 });
      return kubectlWith(file);
    },
  };
}
