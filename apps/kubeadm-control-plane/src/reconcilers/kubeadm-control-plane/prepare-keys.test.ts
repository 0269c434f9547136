import { decide } from './decide/decide.ts';
import type { Observation } from './observation.ts';
import { keysNeededSoon } from './prepare-keys.ts';
import { aControlPlane } from './testing.ts';

const waiting = { infrastructureProvisioned: false, initialized: false, machines: [] } as const;
const missing = { missing: ['ca', 'etcd', 'proxy', 'sa'], unowned: [] } as const;

describe('keys of a control plane', () => {
  test.each<{ rule: string; seen: Observation; count: number }>([
    {
      rule: 'are needed for each authority and the kubeconfig while the infrastructure is made',
      seen: aControlPlane({ ...waiting, certificates: missing, kubeconfig: 'absent' }),
      count: 5,
    },
    {
      rule: 'are not needed for what a user brought',
      seen: aControlPlane({ ...waiting, certificates: { ...missing, missing: ['sa'] }, kubeconfig: 'absent' }),
      count: 2,
    },
    {
      rule: 'are not needed once the infrastructure is there',
      seen: aControlPlane({ ...waiting, infrastructureProvisioned: true, certificates: missing }),
      count: 0,
    },
  ])('$rule', ({ seen, count }) => expect(keysNeededSoon(seen, decide(seen))).toBe(count));
});
