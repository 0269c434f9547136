import { through } from '../../testing/conversion.ts';
import { MachineHealthCheck } from './kind.ts';

const check = (version: string, spec: object, status?: object) => ({
  apiVersion: `cluster.x-k8s.io/${version}`,
  kind: 'MachineHealthCheck',
  metadata: { name: 'w', namespace: 'team-a' },
  spec: { clusterName: 'demo', selector: { matchLabels: { a: 'b' } }, ...spec },
  ...(status === undefined ? {} : { status }),
});

describe('MachineHealthCheck between v1beta1 and the hub', () => {
  const old = {
    unhealthyConditions: [{ type: 'Ready', status: 'False', timeout: '5m0s' }],
    unhealthyMachineConditions: [{ type: 'Fine', status: 'False', timeout: '0s' }],
    nodeStartupTimeout: '10m0s',
    maxUnhealthy: '40%',
    unhealthyRange: '[1-3]',
    remediationTemplate: { apiVersion: 'r.io/v1', kind: 'FixTemplate', name: 'fix', namespace: 'team-a' },
  };
  const now = {
    checks: {
      unhealthyNodeConditions: [{ type: 'Ready', status: 'False', timeoutSeconds: 300 }],
      unhealthyMachineConditions: [{ type: 'Fine', status: 'False', timeoutSeconds: 0 }],
      nodeStartupTimeoutSeconds: 600,
    },
    remediation: {
      triggerIf: { unhealthyLessThanOrEqualTo: '40%', unhealthyInRange: '[1-3]' },
      templateRef: { apiVersion: 'r.io/v1', kind: 'FixTemplate', name: 'fix' },
    },
  };

  test('has the same checks in both, sorted by what they are for in the hub', () => {
    expect(through(MachineHealthCheck, check('v1beta1', old), ['v1beta2'])).toEqual(check('v1beta2', now));
    expect(through(MachineHealthCheck, check('v1beta2', now), ['v1beta1']).spec).toEqual(check('v1beta1', old).spec);
  });

  test('has no checks in the hub for empty lists', () => {
    expect(through(MachineHealthCheck, check('v1beta1', { unhealthyConditions: [] }), ['v1beta2'])).toEqual(check('v1beta2', {}));
  });

  test('tells a counter of zero from none only where it is remembered', () => {
    const counted = check('v1beta2', {}, { expectedMachines: 0, currentHealthy: 2 });
    expect(through(MachineHealthCheck, counted, ['v1beta1']).status).toEqual({
      expectedMachines: 0,
      currentHealthy: 2,
      remediationsAllowed: 0,
    });
    expect(through(MachineHealthCheck, counted, ['v1beta1', 'v1beta2'])).toEqual(counted);
    const zeros = check('v1beta1', {}, { expectedMachines: 0, currentHealthy: 2, remediationsAllowed: 0 });
    expect(through(MachineHealthCheck, zeros, ['v1beta2']).status).toEqual({ currentHealthy: 2 });
  });
});
