import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';

import { run, type CommandResult } from './run.ts';

/** kubectl with one kubeconfig. */
export interface Kubectl {
  /** Runs to the end; throws with kubectl's own words when it fails. */
  (...args: string[]): Promise<string>;
  /** Runs to the end, whatever its exit code. */
  attempt(args: readonly string[], input?: string): Promise<CommandResult>;
  /** `kubectl get … -o json`, parsed. */
  json<T>(...args: string[]): Promise<T>;
  /** Items of `kubectl get … -o json`. */
  items<T = KubernetesItem>(...args: string[]): Promise<readonly T[]>;
  apply(manifest: string): Promise<string>;
  /** Leaves it running: `kubectl get -w`. The caller kills it. */
  start(...args: string[]): ChildProcessWithoutNullStreams;
}

export interface KubernetesItem {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    readonly generation?: number;
    readonly labels?: Readonly<Record<string, string>>;
    readonly creationTimestamp: string;
    readonly deletionTimestamp?: string;
  };
  // What a scenario looks at below is up to the scenario.
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly status?: Readonly<Record<string, unknown>> & {
    readonly conditions?: readonly { type: string; status: string; reason?: string; message?: string }[];
  };
}

/** Why scenarios that need kubectl cannot run; undefined when they can. */
export const whyNoKubectl = (): string | undefined =>
  spawnSync('kubectl', ['version', '--client']).status === 0 ? undefined : 'kubectl is not on the PATH';

export function kubectlWith(kubeconfig: string): Kubectl {
  const env = (): NodeJS.ProcessEnv => ({ ...process.env, KUBECONFIG: kubeconfig });
  const attempt: Kubectl['attempt'] = (args, input) => run('kubectl', args, env(), input);
  const succeed = async (args: readonly string[], input?: string): Promise<string> => {
    const { code, stdout, stderr } = await attempt(args, input);
    if (code !== 0) throw new Error(`kubectl ${args.join(' ')} ended with ${code}: ${stderr.trim()}`);
    return stdout;
  };
  const json = async <T>(...args: string[]): Promise<T> => JSON.parse(await succeed([...args, '-o', 'json'])) as T;
  return Object.assign(async (...args: string[]) => succeed(args), {
    attempt,
    json,
    items: async <T = KubernetesItem>(...args: string[]): Promise<readonly T[]> => (await json<{ items: T[] }>(...args)).items,
    apply: (manifest: string) => succeed(['apply', '-f', '-'], manifest),
    start: (...args: string[]) => spawn('kubectl', args, { env: env(), stdio: 'pipe' }),
  });
}
