import { seconds } from '@capi/seams';

import type { InfraMachine } from '../../infra-objects.ts';
import { startupDelays } from './startup-delays.ts';

const aMachine = (uid: string, startupDuration: string, startupJitter?: string): InfraMachine => ({
  apiVersion: 'infrastructure.cluster.x-k8s.io/v1beta2',
  kind: 'DevMachine',
  metadata: { name: 'm', uid },
  spec: { backend: { inMemory: { vm: { provisioning: { startupDuration, ...(startupJitter === undefined ? {} : { startupJitter }) } } } } },
});

describe('startup delay', () => {
  test('is the given duration without jitter, and none where nothing is said', () => {
    expect(startupDelays(aMachine('1', '10s'))).toEqual({ vm: seconds(10), node: 0, etcd: 0, apiServer: 0 });
  });

  test('is stretched by at most the jitter, the same whenever it is asked for', () => {
    const machine = aMachine('d9b2d63d-a233-4123-847a-7090c1b7c1f4', '10s', '0.2');
    const { vm } = startupDelays(machine);
    expect(vm).toBeGreaterThan(seconds(10));
    expect(vm).toBeLessThanOrEqual(seconds(12));
    expect(startupDelays(machine).vm).toBe(vm);
    expect(startupDelays(aMachine('0c6ef2a4-a233-4123-847a-7090c1b7c1f4', '10s', '0.2')).vm).not.toBe(vm);
  });

  test.each([['soon'], ['']])('is none when the text is %j', (text) => expect(startupDelays(aMachine('1', text)).vm).toBe(0));
});
