import { createMetrics, systemClock } from '@capi/controller-runtime';
import { fakeDockerEngine, type FakeContainer, type FakeDockerEngine, type FakeExec } from '@capi/docker-engine/testing';

import { dockerMetrics } from '../../../metrics.ts';
import { loadBalancerConfigPath as configPath } from '../container-specs/load-balancer-spec.ts';
import { createConfigurations, type Configurations } from './configurations.ts';

const { signal } = new AbortController();
let engine: FakeDockerEngine;
let balancer: FakeContainer;
let configurations: Configurations;
const haproxySays = (stderr: string, exitCode: number): void => engine.onExec(() => ({ exitCode, stdout: '', stderr }));
const restarted = (): Configurations => createConfigurations(engine, dockerMetrics(createMetrics()));
const file = (path: string): string | undefined => balancer.files.get(path)?.content.toString();

beforeEach(() => {
  engine = fakeDockerEngine({ clock: systemClock() });
  balancer = engine.adopt({ name: 'demo-lb' });
  configurations = restarted();
});

describe('configuration of a load balancer', () => {
  test('is checked before it is loaded', async () => {
    const checked: unknown[] = [];
    const exec: FakeExec = (_container, { command, input }) => {
      checked.push(command, input, file(configPath));
      return { exitCode: 0, stdout: '', stderr: '' };
    };
    engine.onExec(exec);
    expect(await configurations.load(balancer, 'new', signal)).toBeUndefined();
    expect(checked).toEqual([['haproxy', '-c', '-f', '/dev/stdin'], 'new', undefined]);
    expect([file(configPath), balancer.signals]).toEqual(['new', ['SIGHUP']]);
  });

  test('of our own making is loaded unchecked', async () => {
    await configurations.loadOwn(balancer, 'own', signal);
    expect([file(configPath), configurations.loaded(balancer), balancer.signals]).toEqual(['own', 'own', ['SIGHUP']]);
    expect(engine.calls).not.toContain('exec demo-lb');
  });

  test('stays as it was when the new one is refused, of which the lines that matter are kept', async () => {
    await configurations.load(balancer, 'old', signal);
    haproxySays(
      '[NOTICE]   (8) : haproxy version is 2.6.12\n[NOTICE]   (8) : path to executable is /usr/sbin/haproxy\n' +
        "[ALERT]    (8) : config : parsing [/dev/stdin:2] : unknown keyword 'x' in 'global' section\n[ALERT]    (8) : config : a\n\n[ALERT] (8) : b\n[ALERT] (8) : c\n",
      1,
    );
    const why = "parsing [haproxy.cfg:2] : unknown keyword 'x' in 'global' section; a; b; and 1 more lines";
    expect(await configurations.load(balancer, 'new', signal)).toBe(why);
    expect(configurations.refusal(balancer, 'new')).toBe(why);
    expect(configurations.refusal(balancer, 'newer')).toBeUndefined();
    expect([file(configPath), configurations.loaded(balancer)]).toEqual(['old', 'old']);
  });

  test('is not called wrong when the check itself does not work', async () => {
    haproxySays('out of memory', 137);
    await expect(configurations.load(balancer, 'new', signal)).rejects.toThrow('haproxy -c ended with exit code 137: out of memory');
    expect(configurations.refusal(balancer, 'new')).toBeUndefined();
  });

  test('is loaded once more by a later process, unchecked, since the one before may not have told HAProxy', async () => {
    engine.fail('kill', 'unreachable', { times: 1 });
    await expect(configurations.load(balancer, 'new', signal)).rejects.toThrow('kill demo-lb');
    expect([file(configPath), configurations.loaded(balancer), balancer.signals]).toEqual(['new', undefined, []]);
    const later = restarted();
    expect(later.loaded(balancer)).toBeUndefined();
    await later.load(balancer, 'new', signal);
    expect([later.loaded(balancer), balancer.signals]).toEqual(['new', ['SIGHUP']]);
    expect(engine.calls.filter((call) => call === 'exec demo-lb')).toHaveLength(1);
  });

  test('is there before the first start', async () => {
    await configurations.prepare(balancer, 'first', signal);
    expect([file(configPath), configurations.loaded(balancer), balancer.signals]).toEqual(['first', 'first', []]);
  });

  test("of upstream's load balancer is replaced", async () => {
    expect(configurations.loaded(balancer)).toBeUndefined();
    await configurations.load(balancer, 'ours', signal);
    expect([file(configPath), balancer.signals]).toEqual(['ours', ['SIGHUP']]);
  });
});
