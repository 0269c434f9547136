import type { Container, DockerEngine } from '@capi/docker-engine';
import { transient } from '@capi/seams';

import type { DockerMetrics } from '../../../metrics.ts';
import { loadBalancerConfigPath as configPath } from '../container-specs/load-balancer-spec.ts';
import { archiveOf } from './archive-of.ts';

type Balancer = Pick<Container, 'id' | 'name'>;

/** What HAProxy said about a configuration that it would not start with. */
export interface Refusal {
  readonly text: string;
  readonly why: string;
}

/** The configurations of load balancers. What is known of one is kept by the id of its container, which no other container gets. */
export interface Configurations {
  /** What this process has told HAProxy to load, or start with; undefined when it has told nothing yet. */
  loaded(balancer: Balancer): string | undefined;
  /** Why this text was refused; undefined when it was not, or was never tried by this process. */
  refusal(balancer: Balancer, text: string): string | undefined;
  /** Lays a configuration of our own making, which needs no check, into a container that does not run: it starts with it. */
  prepare(balancer: Balancer, text: string, signal: AbortSignal): Promise<void>;
  /**
   * Has HAProxy check a text, and load it if it is valid; connections that stand are kept. One that is there already, from a process before,
   * is loaded once more: that process may have ended before it told HAProxy.
   * @returns why it was refused, in which case everything stays as it was
   */
  load(balancer: Balancer, text: string, signal: AbortSignal): Promise<string | undefined>;
  /** The same with a text of our own making, which needs no check: a drain on a busy host takes a third of the time. */
  loadOwn(balancer: Balancer, text: string, signal: AbortSignal): Promise<undefined>;
  /** The container is gone. */
  forget(id: string): void;
}

export function createConfigurations(engine: DockerEngine, metrics: DockerMetrics): Configurations {
  const loaded = new Map<string, string>();
  const refused = new Map<string, Refusal>();
  const put = async ({ name }: Balancer, text: string, signal: AbortSignal): Promise<void> =>
    engine.upload(name, '/', await archiveOf({ [configPath]: text }), signal);

  /** @returns why not */
  const check = async ({ name }: Balancer, text: string, signal: AbortSignal): Promise<string | undefined> => {
    const { exitCode, stdout, stderr } = await engine.exec(name, { command: ['haproxy', '-c', '-f', '/dev/stdin'], input: text }, signal);
    const said = lastWords(stderr + stdout);
    if (exitCode === 0) return undefined;
    if (exitCode === 1) return said;
    const why = `haproxy -c ended with exit code ${exitCode}: ${said}`;
    throw transient({ action: 'check the configuration', object: `load balancer ${name}`, why });
  };

  const reload = async ({ id, name }: Balancer, text: string, signal: AbortSignal): Promise<undefined> => {
    await engine.kill(name, 'SIGHUP', signal);
    loaded.set(id, text);
    refused.delete(id);
    metrics.reloaded('loaded');
  };

  const replace = async (balancer: Balancer, text: string, signal: AbortSignal): Promise<undefined> => {
    // From here on until HAProxy has heard of it, nobody knows what it runs with.
    loaded.delete(balancer.id);
    await put(balancer, text, signal);
    return reload(balancer, text, signal);
  };

  return {
    loaded: ({ id }) => loaded.get(id),
    refusal({ id }, text) {
      const last = refused.get(id);
      return last?.text === text ? last.why : undefined;
    },
    async prepare(balancer, text, signal) {
      await put(balancer, text, signal);
      loaded.set(balancer.id, text);
    },
    async load(balancer, text, signal) {
      const isFirst = !loaded.has(balancer.id);
      const isThere = isFirst && (await engine.readFile(balancer.name, configPath, signal))?.toString('utf8') === text;
      if (isThere) return reload(balancer, text, signal);
      const why = await check(balancer, text, signal);
      if (why === undefined) return replace(balancer, text, signal);
      refused.set(balancer.id, { text, why });
      metrics.reloaded('refused');
      return why;
    },
    loadOwn: replace,
    forget(id) {
      loaded.delete(id);
      refused.delete(id);
    },
  };
}

/** What HAProxy finds wrong, without the path that only it knows. At most a few lines: a wrong template may be wrong in each. */
function lastWords(output: string): string {
  const lines = output.split(/\r?\n/).flatMap((line) => {
    const said = line.replace(/^\[\w+\]\s*(\(\d+\)\s*:)?\s*(config\s*:\s*)?/, '').trim();
    return said === '' || /^(NOTICE|haproxy version|path to executable)/i.test(said) ? [] : [said.replaceAll('/dev/stdin', 'haproxy.cfg')];
  });
  const shown = lines.slice(0, 3);
  return shown.length === 0 ? 'it said nothing' : shown.join('; ') + (lines.length > 3 ? `; and ${lines.length - 3} more lines` : '');
}
