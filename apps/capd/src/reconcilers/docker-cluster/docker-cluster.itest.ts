import { Cluster, ConfigMap, DockerCluster, Machine, type KubernetesObject, type Resource } from '@capi/api';
import { find, isTrue } from '@capi/conditions';
import type { FakeContainer } from '@capi/docker-engine/testing';
import { terminal, type DeepReadonly } from '@capi/seams';

import { loadBalancerConfigPath as configPath } from '../../backends/docker/container-specs/load-balancer-spec.ts';
import type { Around } from '../../backends/docker/engine/around-calls.ts';
import { loadBalancerImage } from '../../backends/docker/load-balancer-config/image.ts';
import { loadBalancerLabels, nodeLabels } from '../../backends/docker/names/labels.ts';
import { aCluster, aMachineOf, anInfraCluster } from '../../testing/objects.ts';
import { namespace, world, type World } from '../../testing/world.ts';

let w: World;
beforeEach(async () => {
  w = await world();
});
afterEach(() => w.close());

type Seen = DeepReadonly<DockerCluster> | undefined;
const ready = (object: Seen): boolean => isTrue(object?.status?.conditions, 'Ready');
const message = (object: Seen): string => find(object?.status?.conditions, 'LoadBalancerAvailable')?.message ?? '';
const stated = (object: Seen): readonly string[] =>
  (object?.status?.conditions ?? []).map(({ type, status, reason }) => `${type}=${status}/${reason}`);
const says = (words: string) => (object: Seen) => message(object).includes(words);
const configuration = (container: FakeContainer): string => container.files.get(configPath)?.content.toString() ?? '';
const servers = (container: FakeContainer): readonly string[] =>
  configuration(container).match(/server \S+ \S+ weight \d+( backup)?/g) ?? [];

async function created(object: KubernetesObject, resource: Resource<KubernetesObject>): Promise<DeepReadonly<KubernetesObject>> {
  await w.create(object);
  const made = await w.get(resource, object.metadata.name);
  if (made === undefined) throw new Error(`${object.kind} ${object.metadata.name} was not created`);
  return made;
}

/** A Cluster and its infrastructure. */
async function aDockerCluster(spec: Record<string, unknown> = {}): Promise<void> {
  await w.create(anInfraCluster(await created(aCluster('DockerCluster'), Cluster), 'DockerCluster', spec));
}

/** A control-plane Machine, and its container as the machine's reconciler makes it. */
async function controlPlane(name: string): Promise<void> {
  const machine = aMachineOf({ name, controlPlane: true, kind: 'DockerMachine' });
  // As core does, so that a Machine that is deleted is there for a while.
  await w.create({ ...machine, metadata: { ...machine.metadata, finalizers: ['machine.cluster.x-k8s.io'] } });
  const labels = nodeLabels({ namespace, cluster: 'demo', machine: name, uid: `uid of ${name}`, role: 'control-plane' });
  w.engine.adopt({ name: `demo-${name}`, labels, network: 'kind' });
}

/** Until the load balancer has these servers, by their weights. */
const untilServers = (wanted: readonly string[]): Promise<void> =>
  w.untilEngine(
    () => JSON.stringify(servers(w.engine.container('demo-lb')).map((line) => line.replace(/ \S+:6443/, ''))) === JSON.stringify(wanted),
  );

describe('cluster of containers', () => {
  test('gets a load balancer, which is its endpoint', async () => {
    w.start();
    const failureDomains = [{ name: 'fd1', controlPlane: true }];
    await aDockerCluster({ failureDomains });
    const object = await w.until(DockerCluster, 'demo', ready);
    const balancer = w.engine.container('demo-lb');
    expect(balancer.spec).toMatchObject({ image: loadBalancerImage(), network: 'kind', ipv4: '172.18.0.2' });
    expect(balancer.spec.labels).toEqual({
      'io.x-k8s.kind.cluster': 'demo',
      'io.x-k8s.kind.role': 'external-load-balancer',
      'docker.cluster.x-k8s.io/namespace': namespace,
      'docker.cluster.x-k8s.io/cluster': 'demo',
      'docker.cluster.x-k8s.io/owner-uid': object?.metadata.uid,
    });
    expect(configuration(balancer)).toContain('bind *:6443');
    expect(object?.metadata.finalizers).toEqual(['dockercluster.infrastructure.cluster.x-k8s.io']);
    expect(object?.spec?.controlPlaneEndpoint).toEqual({ host: '172.18.0.2', port: 6443 });
    expect(object?.status).toMatchObject({ initialization: { provisioned: true }, failureDomains });
    expect(stated(object)).toEqual(['Ready=True/Ready', 'LoadBalancerAvailable=True/Available', 'Paused=False/NotPaused']);
    expect(find(object?.status?.conditions, 'Ready')?.observedGeneration).toBe(object?.metadata.generation);
    expect(object?.status?.deprecated?.v1beta1?.conditions?.map(({ type, status }) => `${type}=${status}`)).toEqual([
      'Ready=True',
      'LoadBalancerAvailable=True',
    ]);
    const own = w.writes.filter(({ path }) => path.includes('/dockerclusters/'));
    expect(own.map(({ path }) => path.replace(/^.*dockerclusters/, ''))).toEqual(['/demo', '/demo', '/demo/status']);
    // It started with the configuration that it needs.
    expect(w.engine.calls).not.toContain('exec demo-lb');
    expect(balancer.signals).toEqual([]);
  });

  test('sends requests to the control plane as it comes and goes', async () => {
    w.start();
    await aDockerCluster();
    await w.until(DockerCluster, 'demo', ready);
    await controlPlane('cp-0');
    await untilServers(['server demo-cp-0 weight 100']);
    await controlPlane('cp-1');
    await untilServers(['server demo-cp-0 weight 100', 'server demo-cp-1 weight 100']);
    await w.client.delete(Machine, { namespace, name: 'cp-0' }, w.signal);
    await untilServers(['server demo-cp-0 weight 1 backup', 'server demo-cp-1 weight 100']);
    w.engine.vanish('demo-cp-0');
    await untilServers(['server demo-cp-1 weight 100']);
    expect(w.engine.container('demo-lb').signals.length).toBeLessThanOrEqual(4);
  });

  test('has its load balancer again where it was, whatever happens to it', async () => {
    w.start();
    await aDockerCluster();
    await w.until(DockerCluster, 'demo', ready);
    await controlPlane('cp-0');
    await untilServers(['server demo-cp-0 weight 100']);
    const { id } = w.engine.container('demo-lb');
    w.engine.die('demo-lb');
    await w.untilEngine(() => w.engine.container('demo-lb').state === 'running');
    expect(w.engine.container('demo-lb').id).toBe(id);
    w.engine.vanish('demo-lb');
    await w.untilEngine(() => w.engine.running.includes('demo-lb'));
    await w.until(DockerCluster, 'demo', ready);
    expect(w.engine.container('demo-lb').show().networks).toMatchObject({ kind: { ipv4: '172.18.0.2' } });
    expect(servers(w.engine.container('demo-lb'))).toHaveLength(1);
  });

  test('says that the engine is gone, and recovers when it is back', async () => {
    w.start();
    await aDockerCluster();
    await w.until(DockerCluster, 'demo', ready);
    w.engine.goDown();
    const gone = await w.until(DockerCluster, 'demo', (object) => !ready(object));
    expect(stated(gone)).toContain('LoadBalancerAvailable=False/NotAvailable');
    expect(gone?.status?.initialization?.provisioned).toBe(true);
    w.engine.comeUp();
    await w.until(DockerCluster, 'demo', ready);
    expect(w.engine.running).toEqual(['demo-lb']);
  });

  test('fetches the image of its load balancer, and says when it cannot', async () => {
    w.engine.removeImage(loadBalancerImage());
    w.start();
    await aDockerCluster();
    await w.until(DockerCluster, 'demo', says(`no registry has the image ${loadBalancerImage()}`));
    expect(w.engine.all).toEqual([]);
    await w.client.delete(DockerCluster, { namespace, name: 'demo' }, w.signal);
    await w.until(DockerCluster, 'demo', (object) => object === undefined);
    w.engine.addToRegistry(loadBalancerImage());
    await w.create(anInfraCluster((await w.get(Cluster, 'demo')) ?? aCluster(), 'DockerCluster'));
    await w.until(DockerCluster, 'demo', ready);
  });

  test('takes a template from a ConfigMap, and follows it', async () => {
    w.start();
    await aDockerCluster({ loadBalancer: { customHAProxyConfigTemplateRef: { name: 'template' } } });
    await w.until(DockerCluster, 'demo', says('ConfigMap default/template, which should hold the HAProxy template'));
    const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'template', namespace }, data: { value: 'port {{ .Nothing }}' } };
    await w.client.create(ConfigMap, map as ConfigMap, w.signal);
    await w.until(DockerCluster, 'demo', says('the template of the HAProxy configuration is wrong'));
    await w.patch(ConfigMap, 'template', { data: { value: '# port {{ .FrontendControlPlanePort }}' } });
    await w.until(DockerCluster, 'demo', ready);
    expect(configuration(w.engine.container('demo-lb'))).toBe('# port 6443\n');
    expect(w.engine.container('demo-lb').signals).toEqual(['SIGHUP']);
  });

  test('keeps what it had when HAProxy refuses a configuration', async () => {
    w.engine.onExec((_container, { command }) =>
      command.includes('-c')
        ? { exitCode: 1, stdout: '', stderr: '[ALERT] (8) : config : parsing [candidate.cfg:1]: unknown keyword' }
        : { exitCode: 0, stdout: '', stderr: '' },
    );
    w.start();
    const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'template', namespace }, data: { value: 'nonsense' } };
    await w.client.create(ConfigMap, map as ConfigMap, w.signal);
    await aDockerCluster({ loadBalancer: { customHAProxyConfigTemplateRef: { name: 'template' } } });
    await w.untilEngine(() => w.engine.running.includes('demo-lb'));
    const before = configuration(w.engine.container('demo-lb'));
    await w.until(
      DockerCluster,
      'demo',
      says('HAProxy refuses the configuration of load balancer demo-lb: parsing [candidate.cfg:1]: unknown keyword'),
    );
    expect(configuration(w.engine.container('demo-lb'))).toBe(before);
    expect(w.engine.calls.filter((call) => call === 'exec demo-lb')).toHaveLength(1);
  });

  test('shares nothing with a cluster of the same name elsewhere', async () => {
    const elsewhere = w.engine.adopt({
      name: 'demo-lb',
      labels: { 'io.x-k8s.kind.cluster': 'demo', 'io.x-k8s.kind.role': 'external-load-balancer' },
    });
    w.start();
    await aDockerCluster();
    const object = await w.until(DockerCluster, 'demo', ready);
    const own = w.engine.all.find(({ spec }) => spec.labels['docker.cluster.x-k8s.io/owner-uid'] === object?.metadata.uid);
    expect(own?.name).toMatch(/^demo-lb-[0-9a-f]{8}$/);
    await w.client.delete(DockerCluster, { namespace, name: 'demo' }, w.signal);
    await w.until(DockerCluster, 'demo', (one) => one === undefined);
    expect(w.engine.all).toEqual([elsewhere]);
  });

  test('has one load balancer, that at its endpoint', async () => {
    w.start();
    await aDockerCluster();
    const { metadata } = (await w.until(DockerCluster, 'demo', ready)) ?? {};
    const labels = loadBalancerLabels({ namespace, cluster: 'demo', uid: metadata?.uid ?? '' });
    w.engine.adopt({ name: 'demo-lb-1', network: 'kind', labels });
    await w.untilEngine(() => w.engine.all.length === 1);
    expect(w.engine.running).toEqual(['demo-lb']);
  });

  test('tries again what somebody has to change in the engine, of which nothing tells', async () => {
    await w.close();
    let refusals = 2;
    const towardsEngine: Around = (operation, signal, call) => {
      if (operation !== 'create' || refusals === 0) return call(signal);
      refusals -= 1;
      return Promise.reject(terminal({ action: 'create container demo-lb', why: 'the name is in use' }));
    };
    w = await world({ towardsEngine });
    w.start();
    await aDockerCluster();
    await w.until(DockerCluster, 'demo', ready);
    expect(refusals).toBe(0);
  });

  test('does not touch its load balancer while the Cluster goes', async () => {
    w.start();
    await aDockerCluster();
    await w.until(DockerCluster, 'demo', ready);
    for (const name of ['cp-0', 'cp-1']) await controlPlane(name);
    await untilServers(['server demo-cp-0 weight 100', 'server demo-cp-1 weight 100']);
    const changes = (): number => w.engine.calls.filter((call) => call === 'upload demo-lb').length;
    const before = changes();
    await w.patch(Cluster, 'demo', { metadata: { finalizers: ['cluster.cluster.x-k8s.io'] } });
    await w.client.delete(Cluster, { namespace, name: 'demo' }, w.signal);
    for (const name of ['cp-0', 'cp-1']) {
      await w.client.delete(Machine, { namespace, name }, w.signal);
      w.engine.vanish(`demo-${name}`);
    }
    await w.client.delete(DockerCluster, { namespace, name: 'demo' }, w.signal);
    await w.until(DockerCluster, 'demo', (object) => object === undefined);
    expect(changes()).toBe(before);
  });

  test('leaves no container and no network', async () => {
    w.start();
    await aDockerCluster();
    await w.until(DockerCluster, 'demo', ready);
    await w.client.delete(DockerCluster, { namespace, name: 'demo' }, w.signal);
    await w.until(DockerCluster, 'demo', (object) => object === undefined);
    expect(w.engine.all).toEqual([]);
    expect(await w.engine.network('kind', w.signal)).toBeUndefined();
  });

  test('stays as long as nobody can look whether something is left', async () => {
    w.start();
    await aDockerCluster();
    await w.until(DockerCluster, 'demo', ready);
    w.engine.goDown();
    await w.client.delete(DockerCluster, { namespace, name: 'demo' }, w.signal);
    await w.until(DockerCluster, 'demo', (object) => stated(object).includes('LoadBalancerAvailable=False/Deleting'));
    w.engine.comeUp();
    await w.until(DockerCluster, 'demo', (object) => object === undefined);
    expect(w.engine.all).toEqual([]);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('ends the same when the process is killed before its change %i', async (dieBefore) => {
    const { died } = w.start({ dieBefore });
    await aDockerCluster();
    await died;
    await w.stop();
    w.start();
    const object = await w.until(DockerCluster, 'demo', ready);
    expect(w.engine.running).toEqual(['demo-lb']);
    expect(object?.spec?.controlPlaneEndpoint?.host).toBe(w.engine.container('demo-lb').show().networks['kind']?.ipv4);
  });
});
