import { always, kept, nonZero } from '../../conversion/codecs.ts';
import { listOf, mapping, same, type Mapping } from '../../conversion/mapping.ts';
import { container } from './docker.ts';
import { shownWithin } from './shown.ts';
import { addresses } from './status.ts';

/** `spec` of a DockerMachinePool. */
export const poolSpec: Mapping = mapping(shownWithin('template', container), same(nonZero, 'providerID'), same(kept, 'providerIDList'));

const instance = mapping(
  addresses,
  same(nonZero, 'instanceName'),
  same(kept, 'providerID', 'version'),
  same(always(false), 'ready'),
  same(nonZero, 'bootstrapped'),
);

/** `status` of a DockerMachinePool, but for its conditions. */
export const poolStatus: Mapping = mapping(
  same(always(false), 'ready'),
  same(always(0), 'replicas'),
  same(nonZero, 'observedGeneration'),
  same(listOf(instance), 'instances'),
  same(nonZero, 'infrastructureMachineKind'),
);
