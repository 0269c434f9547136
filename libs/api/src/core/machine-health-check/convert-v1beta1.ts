import { intent, kept, nonZero, shownInOld } from '../../conversion/codecs.ts';
import { conversionOf } from '../../conversion/conversion-of.ts';
import { mapping, same, within } from '../../conversion/mapping.ts';
import { conditions } from '../../conversion/v1beta1/conditions.ts';
import { healthCheck } from '../../conversion/v1beta1/health-check.ts';
import { labelSelector } from '../../conversion/v1beta1/machine-spec.ts';
import { MachineHealthCheckSpec, MachineHealthCheckStatus } from './v1beta2.ts';

const spec = mapping(same(shownInOld(''), 'clusterName'), same(labelSelector({ oldAlways: true }), 'selector'), healthCheck);

const status = mapping(
  same(intent(0, { shown: true }), 'expectedMachines', 'currentHealthy', 'remediationsAllowed'),
  same(nonZero, 'observedGeneration'),
  same(kept, 'targets'),
  conditions,
);

/** MachineHealthCheck between v1beta1 and the hub. */
export const machineHealthCheckV1Beta1 = conversionOf(
  mapping(within('spec', 'spec', spec, { oldAlways: true }), within('status', 'status', status, { hubAlways: true, oldAlways: true })),
  { remembers: true, hub: { spec: MachineHealthCheckSpec, status: MachineHealthCheckStatus } },
);
