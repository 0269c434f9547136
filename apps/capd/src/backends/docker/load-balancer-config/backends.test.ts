import type { Machine } from '@capi/api';
import type { Container } from '@capi/docker-engine';
import { instant, type DeepReadonly } from '@capi/seams';

import { nodeLabels } from '../names/labels.ts';
import { controlPlaneMachines, desiredBackends, type ControlPlaneMachine } from './backends.ts';

const place = { network: 'kind', family: 'ipv4' } as const;

interface Wanted extends Partial<Pick<Container, 'state' | 'labels'>> {
  readonly ipv4?: string;
}

const container = (name: string, { ipv4 = '10.7.0.3', state = 'running', labels }: Wanted = {}): Container => ({
  id: name,
  name,
  image: 'kindest/node',
  labels: labels ?? nodeLabels({ namespace: 'team-a', cluster: 'demo', machine: name, uid: name, role: 'control-plane' }),
  state,
  createdAt: instant(0),
  networks: { kind: ipv4 === '' ? {} : { ipv4 } },
  ports: {},
});
const machine = (name: string, deleting = false): ControlPlaneMachine => ({ infraMachine: name, upstreamContainer: name, deleting });
const weights = (machines: readonly ControlPlaneMachine[], ...containers: readonly Container[]) =>
  Object.entries(desiredBackends(machines, containers, place)).map(([name, { weight }]) => `${name} ${weight}`);

describe('back ends of a load balancer', () => {
  test('are the containers of the control plane by name, with their addresses', () =>
    expect(desiredBackends([machine('b'), machine('a')], [container('b', { ipv4: '10.7.0.4' }), container('a')], place)).toEqual({
      a: { address: '10.7.0.3', weight: 100 },
      b: { address: '10.7.0.4', weight: 100 },
    }));

  test('come in the order of their names', () => expect(weights([], container('b'), container('a'))).toEqual(['a 100', 'b 100']));

  test('have IPv6 addresses in an IPv6 cluster', () =>
    expect(
      desiredBackends([], [{ ...container('a'), networks: { kind: { ipv4: '10.7.0.3', ipv6: 'fd00::3' } } }], {
        network: 'kind',
        family: 'ipv6',
      }),
    ).toEqual({ a: { address: 'fd00::3', weight: 100 } }));

  test.each([
    { rule: 'drain the one whose Machine is being deleted', machines: [machine('a', true), machine('b')], weights: ['a 0', 'b 100'] },
    { rule: 'drain nothing when all go', machines: [machine('a', true), machine('b', true)], weights: ['a 100', 'b 100'] },
    { rule: 'do not need a Machine', machines: [], weights: ['a 100', 'b 100'] },
    { rule: 'do not drain the only Machine', machines: [machine('a', true)], weights: ['a 100', 'b 100'] },
  ])('$rule', ({ machines, weights: expected }) => expect(weights(machines, container('a'), container('b'))).toEqual(expected));

  test('keep what leaves when the others do not run', () =>
    expect(weights([machine('a', true), machine('b')], container('a'), container('b', { state: 'exited' }))).toEqual(['a 100']));

  test('leave out what does not run, has no address, or is no control plane', () =>
    expect(
      weights(
        [],
        container('a', { state: 'paused' }),
        container('b', { ipv4: '' }),
        container('c', { labels: { 'io.x-k8s.kind.role': 'worker' } }),
        container('d', { labels: {} }),
      ),
    ).toEqual([]));

  test("drain upstream's container by its name", () => {
    const labels = { 'io.x-k8s.kind.role': 'control-plane' };
    const machines = [{ infraMachine: 'other', upstreamContainer: 'a', deleting: true }, machine('b')];
    expect(weights(machines, container('a', { labels }), container('b'))).toEqual(['a 0', 'b 100']);
  });
});

describe('control-plane Machines', () => {
  const seen = (name: string, labels: Record<string, string>, deletionTimestamp?: string) =>
    ({
      metadata: { name, labels, ...(deletionTimestamp !== undefined && { deletionTimestamp }) },
      spec: { clusterName: 'demo', infrastructureRef: { name: `infra-${name}` } },
    }) as unknown as DeepReadonly<Machine>;

  test('are those with the label, whatever its value', () =>
    expect(
      controlPlaneMachines([
        seen('demo-1', { 'cluster.x-k8s.io/control-plane': '' }),
        seen('two', { 'cluster.x-k8s.io/control-plane': 'true' }, '2026-01-01T00:00:00Z'),
        seen('worker', {}),
      ]),
    ).toEqual([
      { infraMachine: 'infra-demo-1', upstreamContainer: 'demo-1', deleting: false },
      { infraMachine: 'infra-two', upstreamContainer: 'demo-two', deleting: true },
    ]));
});
