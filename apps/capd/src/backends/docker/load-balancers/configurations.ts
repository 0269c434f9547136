import type { Container, DockerEngine } from '@capi/docker-engine';
import { transient } from '@capi/seams';

import type { DockerMetrics } from '../../../metrics.ts';
import { archiveOf, candidatePath, configPath, loadedPath } from './config-files.ts';

type Balancer = Pick<Container, 'id' | 'name'>;

/** What HAProxy said about a configuration that it would not start with. */
export interface Refusal {
  readonly text: string;
  readonly why: string;
}

/** The configurations of load balancers. What is known of one is kept by the id of its container, which no other container gets. */
export interface Configurations {
  /** What HAProxy runs with; undefined when we never told it to load anything. */
  loaded(balancer: Balancer, signal: AbortSignal): Promise<string | undefined>;
  /** Why this text was refused; undefined when it was not, or was never tried by this process. */
  refusal(balancer: Balancer, text: string): string | undefined;
  /** Lays a configuration of our own making, which needs no check, into a container that does not run: it starts with it. */
  prepare(balancer: Balancer, text: string, signal: AbortSignal): Promise<void>;
  /**
   * Has HAProxy check a text, and load it if it is valid; connections that stand are kept.
   * @returns why it was refused, in which case everything stays as it was
   */
  load(balancer: Balancer, text: string, signal: AbortSignal): Promise<string | undefined>;
  /** The container is gone. */
  forget(id: string): void;
}

export function createConfigurations(engine: DockerEngine, metrics: DockerMetrics): Configurations {
  const loaded = new Map<string, string>();
  const refused = new Map<string, Refusal>();
  const put = async ({ name }: Balancer, files: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void> =>
    engine.upload(name, '/', await archiveOf(files), signal);

  return {
    async loaded(balancer, signal) {
      const known = loaded.get(balancer.id);
      if (known !== undefined) return known;
      const text = (await engine.readFile(balancer.name, loadedPath, signal))?.toString('utf8');
      if (text !== undefined) loaded.set(balancer.id, text);
      return text;
    },
    refusal(balancer, text) {
      const last = refused.get(balancer.id);
      return last?.text === text ? last.why : undefined;
    },
    async prepare(balancer, text, signal) {
      loaded.delete(balancer.id);
      await put(balancer, { [configPath]: text, [loadedPath]: text }, signal);
      loaded.set(balancer.id, text);
    },
    async load(balancer, text, signal) {
      const check = await engine.exec(balancer.name, { command: ['haproxy', '-c', '-f', candidatePath], input: text }, signal);
      if (check.exitCode > 1 || check.exitCode < 0) {
        const why = `haproxy -c ended with exit code ${check.exitCode}: ${lastWords(check.stderr + check.stdout)}`;
        throw transient({ action: 'check the configuration', object: `load balancer ${balancer.name}`, why });
      }
      if (check.exitCode === 1) {
        const why = lastWords(check.stderr + check.stdout);
        refused.set(balancer.id, { text, why });
        metrics.reloaded('refused');
        return why;
      }
      loaded.delete(balancer.id);
      await put(balancer, { [configPath]: text }, signal);
      await engine.kill(balancer.name, 'SIGHUP', signal);
      await put(balancer, { [loadedPath]: text }, signal);
      loaded.set(balancer.id, text);
      refused.delete(balancer.id);
      metrics.reloaded('loaded');
      return undefined;
    },
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
    return said === '' || /^(NOTICE|haproxy version|path to executable)/i.test(said) ? [] : [said.replaceAll(candidatePath, 'haproxy.cfg')];
  });
  const shown = lines.slice(0, 3);
  return shown.length === 0 ? 'it said nothing' : shown.join('; ') + (lines.length > 3 ? `; and ${lines.length - 3} more lines` : '');
}
