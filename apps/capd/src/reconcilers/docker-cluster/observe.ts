import { annotations, Cluster, ConfigMap, finalizers, keyOf, labels, Machine, type ObjectKey } from '@capi/api';
import type { Runtime } from '@capi/controller-runtime';
import type { Container } from '@capi/docker-engine';
import type { DeepReadonly } from '@capi/seams';

import type { DockerBackend } from '../../backends/docker/docker-backend.ts';
import { addressesOf } from '../../backends/docker/ip-family/addresses.ts';
import { ipFamilyOf, type IpFamily } from '../../backends/docker/ip-family/ip-family.ts';
import { controlPlaneMachines, desiredBackends } from '../../backends/docker/load-balancer-config/backends.ts';
import { endpointPort, loadBalancerImage } from '../../backends/docker/load-balancer-config/image.ts';
import { renderLoadBalancerConfig } from '../../backends/docker/load-balancer-config/render-config.ts';
import { chooseName, loadBalancerName } from '../../backends/docker/names/container-name.ts';
import { clusterOf, dockerLabels, roleOf } from '../../backends/docker/names/labels.ts';
import { isOurs, type LoadBalancerOwner } from '../../backends/docker/names/ownership.ts';
import { parseProviderID } from '../../backends/docker/names/provider-id.ts';
import { isProblem, type Problem } from '../../backends/docker/problem.ts';
import type { Work } from '../../backends/docker/work/work.ts';
import { dockerClusterConfig, type Family, type InfraCluster } from '../../infra-objects.ts';
import { pausedBecause } from '../../pausing.ts';
import type { NewBalancer, Observation, SeenBalancer, WantedConfiguration } from './observation.ts';

export interface ObservePorts {
  readonly runtime: Runtime;
  readonly docker: DockerBackend;
  readonly work: Work<never, void>;
  readonly family: Family;
  /** Somebody reads this ConfigMap: changes of it are of interest from now on. */
  readonly readsTemplates: () => void;
}

/** What was seen, and the objects that it was seen of. */
export interface Seen {
  readonly stored: DeepReadonly<InfraCluster>;
  readonly owner: LoadBalancerOwner;
  readonly ipFamily: IpFamily;
  /** The containers of load balancers that are the object's. */
  readonly balancers: readonly Container[];
  readonly observation: Observation;
}

/** Undefined when the object is gone. */
export async function observe(ports: ObservePorts, key: ObjectKey, signal: AbortSignal): Promise<Seen | undefined> {
  const { runtime, docker, work, family } = ports;
  const stored = runtime.cache.get(family.cluster, key);
  if (stored === undefined) return undefined;
  const { metadata, spec } = stored;
  const reference = metadata.ownerReferences?.find(
    ({ kind, apiVersion }) => kind === Cluster.kind && apiVersion.startsWith(`${Cluster.group}/`),
  );
  const cluster = reference === undefined ? undefined : runtime.cache.get(Cluster, { ...key, name: reference.name });
  const because = pausedBecause(stored, cluster);
  const { host = '', port = 0 } = spec?.controlPlaneEndpoint ?? {};
  const deleting = metadata.deletionTimestamp !== undefined;
  const uid = metadata.uid ?? '';
  const owner: LoadBalancerOwner = {
    kind: 'cluster',
    namespace: key.namespace ?? '',
    cluster: reference?.name ?? '',
    uid,
    ...(host === '' ? {} : { endpointHost: host }),
  };
  const ipFamily = ipFamilyOf(cluster?.spec?.clusterNetwork);
  const balancers = docker.containers
    .list({ [dockerLabels.kindRole]: 'external-load-balancer' })
    .filter((container) => isOurs(container, owner));
  const engine = docker.state();
  const fetching = work.of(uid);
  const observation: Observation = {
    now: runtime.clock.now(),
    deleting,
    hasFinalizer: metadata.finalizers?.includes(finalizers.dockerCluster) === true,
    managedElsewhere: metadata.annotations?.[annotations.managedBy] !== undefined,
    engine,
    ...(because === undefined ? {} : { pausedBecause: because }),
    // A Cluster that the cache does not show yet will show; one that is gone leaves its name for cleaning up.
    ...(reference === undefined || (cluster === undefined && !deleting) ? {} : { cluster: reference.name }),
    ...(host === '' ? {} : { host }),
    ...(port === 0 ? {} : { port }),
    ...(isProblem(ipFamily) ? { problem: ipFamily.problem } : {}),
    ...(fetching === undefined ? {} : { fetching }),
  };
  const seen = { stored, owner, ipFamily: isProblem(ipFamily) ? 'ipv4' : ipFamily, balancers, observation } as const;
  if (cluster === undefined || deleting || isProblem(ipFamily) || engine.state !== 'available') return seen;
  return { ...seen, observation: { ...observation, ...(await observeBalancer(ports, seen, cluster, signal)) } };
}

type BalancerSeen = Pick<Observation, 'balancer' | 'surplus' | 'wouldBe' | 'wanted' | 'initial' | 'clusterGoes'>;

async function observeBalancer(
  ports: ObservePorts,
  seen: Seen,
  cluster: DeepReadonly<Cluster>,
  signal: AbortSignal,
): Promise<BalancerSeen> {
  const { docker, runtime } = ports;
  const { stored, ipFamily, balancers, owner } = seen;
  const machines = runtime.cache.list(Machine, {
    namespace: owner.namespace,
    labels: { [labels.clusterName]: owner.cluster },
  });
  const containers = containersOf(docker, owner, machines);
  const backends = desiredBackends(controlPlaneMachines(machines), containers, { network: docker.networks.name, family: ipFamily });
  const rendering = { port: endpointPort(stored.spec?.controlPlaneEndpoint?.port), ipv6: ipFamily === 'ipv6', backends };
  const initial = renderLoadBalancerConfig(rendering);
  const template = await templateOf(ports, stored, signal);
  const text = isProblem(template) ? template : template === undefined ? initial : renderLoadBalancerConfig({ ...rendering, template });
  const weights = Object.fromEntries(Object.entries(backends).map(([name, { weight }]) => [name, weight]));
  const wanted: WantedConfiguration | Problem = isProblem(text) ? text : { text, weights };
  const configured = { wanted, ...(isProblem(initial) ? {} : { initial }) };
  const going = cluster.metadata.deletionTimestamp === undefined ? {} : ({ clusterGoes: true } as const);
  const known = inOrder(balancers, owner);
  const lookup = known.length > 0 ? undefined : await lookForPlace(docker, seen, cluster, signal);
  const [container, surplus] = lookup === undefined ? known : inOrder(lookup.own, owner);
  if (container === undefined) return { ...configured, ...going, ...(lookup === undefined ? {} : { wouldBe: lookup.wouldBe }) };
  const balancer = await seenBalancer(docker, container, ipFamily, wanted, signal);
  return {
    ...configured,
    ...going,
    balancer: isOfNode(docker, owner.endpointHost) ? { ...balancer, endpointIsNode: true } : balancer,
    ...(surplus === undefined ? {} : { surplus: await seenBalancer(docker, surplus, ipFamily, wanted, signal) }),
  };
}

/** That with the endpoint's address comes first, whether it runs or not: clients know it. Then those that run. */
const inOrder = (balancers: readonly Container[], { endpointHost }: LoadBalancerOwner): readonly Container[] => {
  const rank = ({ state, networks }: Container): number => {
    const isEndpoint = Object.values(networks).some(({ ipv4, ipv6, fixed }) =>
      [ipv4, ipv6, fixed?.ipv4, fixed?.ipv6].some((address) => address !== undefined && address === endpointHost),
    );
    return isEndpoint ? 0 : state === 'running' ? 1 : 2;
  };
  return balancers.toSorted((one, other) => rank(one) - rank(other));
};

/** The containers of a cluster: with its names on them, or made by upstream, which some Machine of the cluster points at. */
function containersOf(
  { containers }: DockerBackend,
  { namespace, cluster }: LoadBalancerOwner,
  machines: readonly DeepReadonly<Machine>[],
) {
  const pointedAt = new Set(machines.map(({ spec }) => parseProviderID(spec.providerID)));
  return containers.list({ [dockerLabels.kindCluster]: cluster }).filter((container) => {
    const named = clusterOf(container.labels);
    return named === undefined ? pointedAt.has(container.name) : named.namespace === namespace && named.cluster === cluster;
  });
}

/** The template that the cluster names, undefined when it names none. Read live: few clusters have one, and no cache holds ConfigMaps. */
async function templateOf(
  { runtime, readsTemplates }: ObservePorts,
  stored: DeepReadonly<InfraCluster>,
  signal: AbortSignal,
): Promise<string | Problem | undefined> {
  const name = dockerClusterConfig(stored).loadBalancer?.customHAProxyConfigTemplateRef?.name ?? '';
  if (name === '') return undefined;
  readsTemplates();
  const key = { ...keyOf(stored), name };
  const map = await runtime.client.get(ConfigMap, key, signal);
  const what = `ConfigMap ${key.namespace}/${name}, which should hold the HAProxy template of the load balancer,`;
  if (map === undefined) return { problem: `${what} does not exist; make it, or drop customHAProxyConfigTemplateRef` };
  const value = map.data?.['value'];
  return value === undefined ? { problem: `${what} has no key value; add it, or drop customHAProxyConfigTemplateRef` } : value;
}

/** What a new load balancer would be, and those of ours that are there after all. */
interface Lookup {
  readonly own: readonly Container[];
  readonly wouldBe: NewBalancer;
}

/**
 * Live, since the view does not show everything: containers without labels have names, too, and right after a restart of this process, or
 * when the answer to a call was lost, one of ours may be there that the view has yet to hear of.
 */
async function lookForPlace(
  { engine }: DockerBackend,
  { stored, owner }: Seen,
  cluster: DeepReadonly<Cluster>,
  signal: AbortSignal,
): Promise<Lookup> {
  const wanted = loadBalancerName(cluster.metadata.name);
  const image = loadBalancerImage(dockerClusterConfig(stored).loadBalancer);
  const [labelled, namesake, found] = await Promise.all([
    engine.list({ [dockerLabels.ownerUid]: owner.uid }, signal),
    engine.inspect(wanted, signal),
    engine.image(image, signal),
  ]);
  const all = namesake === undefined || labelled.some(({ id }) => id === namesake.id) ? labelled : [...labelled, namesake];
  const name = chooseName(wanted, owner.uid, () => namesake !== undefined);
  return { own: all.filter((container) => isOurs(container, owner)), wouldBe: { name, image, hasImage: found !== undefined } };
}

/** Whether a node has the address that is the endpoint. Any other that is not the load balancer's, a user may have chosen. */
const isOfNode = ({ containers }: DockerBackend, endpoint: string | undefined): boolean =>
  endpoint !== undefined &&
  containers
    .list({})
    .some(
      ({ labels: found, networks }) => isNode(found) && Object.values(networks).some(({ ipv4, ipv6 }) => [ipv4, ipv6].includes(endpoint)),
    );

const isNode = (found: Container['labels']): boolean => ['control-plane', 'worker'].includes(roleOf(found) ?? '');

async function seenBalancer(
  { engine, networks, configurations }: DockerBackend,
  container: Container,
  family: IpFamily,
  wanted: WantedConfiguration | Problem,
  signal: AbortSignal,
): Promise<SeenBalancer> {
  const { id, name, state } = container;
  const [address] = addressesOf(container, networks.name, family);
  const loaded = configurations.loaded(container);
  const refusal = isProblem(wanted) ? undefined : configurations.refusal(container, wanted.text);
  return {
    id,
    name,
    state,
    ...(address === undefined ? {} : { address }),
    ...(loaded === undefined ? {} : { loaded }),
    ...(refusal === undefined ? {} : { refusal }),
    ...(state === 'restarting' ? { lastWords: (await engine.logs(id, 5, signal)).trim() } : {}),
  };
}
