import { later, seconds } from '@capi/seams';

import type { Observation } from '../observation.ts';
import { aBalancer, aCluster, aNewBalancer, now } from '../testing.ts';
import { decide } from './decide.ts';
import type { Plan } from './plan.ts';

const without = (seen: Observation, ...names: (keyof Observation)[]): Observation =>
  Object.fromEntries(Object.entries(seen).filter(([name]) => !names.includes(name as keyof Observation))) as unknown as Observation;
const gone = { state: 'gone', because: 'the engine is gone' } as const;
const bare = (changes: Partial<Observation> = {}): Observation => ({
  ...without(aCluster(), 'balancer'),
  wouldBe: aNewBalancer,
  ...changes,
});
const imageless = { ...aNewBalancer, hasImage: false };
const failed = { task: 'fetch', state: 'failed', why: 'no such image', retry: 'terminal', failures: 1 } as const;
const serving: Plan = { step: 'serve', host: '172.18.0.2', port: 6443, weights: { 'demo-cp-0': 100 } };

describe('decision on a cluster of containers', () => {
  test.each<{ rule: string; seen: Observation; plan: Plan }>([
    { rule: 'says where the load balancer is once it is as it should be', seen: aCluster(), plan: serving },
    {
      rule: 'keeps an endpoint that was set',
      seen: aCluster({ host: 'api.example', port: 443 }),
      plan: { ...serving, host: 'api.example', port: 443 },
    },
    { rule: 'stays away from what others manage', seen: aCluster({ managedElsewhere: true, deleting: true }), plan: { step: 'rest' } },
    { rule: 'waits for the owner', seen: without(aCluster(), 'cluster'), plan: { step: 'rest' } },
    { rule: 'cleans up without an owner', seen: without(aCluster({ deleting: true }), 'cluster'), plan: { step: 'release' } },
    { rule: 'only says so while paused', seen: aCluster({ pausedBecause: 'x', deleting: true }), plan: { step: 'pause', because: 'x' } },
    { rule: 'takes the load balancer away when deleted', seen: aCluster({ deleting: true }), plan: { step: 'release' } },
    { rule: 'has nothing to do once released', seen: aCluster({ deleting: true, hasFinalizer: false }), plan: { step: 'rest' } },
    {
      rule: 'keeps a deleted object while nobody can look whether something is left',
      seen: aCluster({ deleting: true, engine: gone }),
      plan: { step: 'hold-release', because: 'the engine is gone' },
    },
    { rule: 'deletes in spite of a wrong input', seen: aCluster({ deleting: true, problem: 'x' }), plan: { step: 'release' } },
    { rule: 'says nothing before the engine was asked', seen: aCluster({ engine: { state: 'unknown' } }), plan: { step: 'rest' } },
    { rule: 'says that the engine is gone', seen: aCluster({ engine: gone }), plan: { step: 'hold', because: 'the engine is gone' } },
    {
      rule: 'makes nothing from a wrong input',
      seen: bare({ problem: 'two families', hasFinalizer: false }),
      plan: { step: 'hold', because: 'two families' },
    },
    { rule: 'has its finalizer before anything exists', seen: bare({ hasFinalizer: false }), plan: { step: 'protect' } },
    {
      rule: 'fetches an image that the engine lacks',
      seen: bare({ wouldBe: imageless }),
      plan: { step: 'fetch-image', image: 'kindest/haproxy:1' },
    },
    {
      rule: 'waits while the image is fetched',
      seen: bare({ wouldBe: imageless, fetching: { task: 'fetch', state: 'running', since: now } }),
      plan: { step: 'hold', because: 'image kindest/haproxy:1 of the load balancer is being fetched' },
    },
    {
      rule: 'says why an image cannot be fetched',
      seen: bare({ wouldBe: imageless, fetching: { ...failed, retryAt: later(now, seconds(9)) } }),
      plan: { step: 'hold', because: 'no such image', until: later(now, seconds(9)) },
    },
    {
      rule: 'tries to fetch an image again',
      seen: bare({ wouldBe: imageless, fetching: { ...failed, retryAt: now } }),
      plan: { step: 'fetch-image', image: 'kindest/haproxy:1' },
    },
    { rule: 'makes a load balancer', seen: bare(), plan: { step: 'create', balancer: aNewBalancer } },
    {
      rule: 'makes one that is gone again at its old address',
      seen: bare({ host: '172.18.0.2', port: 6443 }),
      plan: { step: 'create', balancer: aNewBalancer, address: '172.18.0.2' },
    },
    ...(['created', 'exited', 'restarting'] as const).map((state) => ({
      rule: `starts one that is ${state}`,
      seen: aCluster({ balancer: aBalancer({ state }) }),
      plan: { step: 'start' as const, balancer: aBalancer({ state }) },
    })),
    {
      rule: 'says what the last words are of one that cannot be helped',
      seen: aCluster({ initial: 'built in', balancer: aBalancer({ state: 'restarting', loaded: 'built in', lastWords: 'no ports' }) }),
      plan: { step: 'hold', because: 'load balancer demo-lb ends again and again: no ports' },
    },
    {
      rule: 'discards one that the engine calls dead',
      seen: aCluster({ balancer: aBalancer({ state: 'dead' }) }),
      plan: { step: 'discard', balancer: aBalancer({ state: 'dead' }) },
    },
    {
      rule: 'leaves one alone that somebody paused',
      seen: aCluster({ balancer: aBalancer({ state: 'paused' }) }),
      plan: { step: 'hold', because: 'somebody paused load balancer demo-lb: docker unpause demo-lb' },
    },
    {
      rule: 'loads a configuration that changed',
      seen: aCluster({ balancer: aBalancer({ loaded: 'older' }) }),
      plan: { step: 'configure', balancer: aBalancer({ loaded: 'older' }), text: 'configuration' },
    },
    {
      rule: 'offers a refused configuration no second time',
      seen: aCluster({ balancer: aBalancer({ loaded: 'older', refusal: 'line 3' }) }),
      plan: { step: 'hold', because: 'HAProxy refuses the configuration of load balancer demo-lb: line 3' },
    },
    {
      rule: 'leaves the load balancer of a Cluster that goes as it is',
      seen: aCluster({ clusterGoes: true, balancer: aBalancer({ loaded: 'older' }) }),
      plan: { step: 'serve', host: '172.18.0.2', port: 6443 },
    },
    {
      rule: 'has one load balancer',
      seen: aCluster({ surplus: aBalancer({ id: 'c2', name: 'demo-lb-1' }) }),
      plan: { step: 'discard', balancer: aBalancer({ id: 'c2', name: 'demo-lb-1' }) },
    },
    {
      rule: 'says what is wrong with a template',
      seen: aCluster({ wanted: { problem: 'no ConfigMap' } }),
      plan: { step: 'hold', because: 'no ConfigMap' },
    },
    {
      rule: 'says that the endpoint leads to a node',
      seen: aCluster({ host: '172.18.0.9', balancer: aBalancer({ endpointIsNode: true }) }),
      plan: {
        step: 'hold',
        because: expect.stringContaining('has the address 172.18.0.2, since a node has that of the endpoint, 172.18.0.9'),
      },
    },
    {
      rule: 'has no endpoint without an address',
      seen: aCluster({ balancer: { id: 'c1', name: 'demo-lb', state: 'running', loaded: 'configuration' } }),
      plan: { step: 'hold', because: 'load balancer demo-lb has no address in the network of its cluster' },
    },
  ])('$rule', ({ seen, plan }) => expect(decide(seen)).toEqual(plan));
});
