import type { Condition } from '@capi/api';
import { instant, milliseconds, printInstant, seconds, type Instant } from '@capi/seams';

import type { Observation, SeenMachine } from './observation.ts';

export const now: Instant = instant(1_795_255_200_000);
const none = milliseconds(0);

/** A worker whose bootstrap data has just been made, in a cluster that is open. */
export const aMachine = (
  overrides: Partial<Omit<Observation, 'machine'>> & { readonly machine?: Partial<SeenMachine> } = {},
): Observation => ({
  now,
  backend: 'in-memory',
  name: 'worker-0',
  deleting: false,
  hasFinalizer: true,
  cluster: { name: 'demo', infrastructureProvisioned: true, controlPlaneInitialized: true },
  clusterBackend: 'in-memory',
  clusterOpen: true,
  waitingSince: instant(now - 60_000),
  patience: seconds(10),
  dataSince: now,
  conditions: [],
  delays: { vm: none, node: none, etcd: none, apiServer: none },
  ...overrides,
  machine: {
    name: 'worker-0',
    version: 'v1.34.0',
    controlPlane: false,
    bootstrapped: false,
    dataSecretName: 'worker-0',
    ...overrides.machine,
  },
});

/** A condition that became True some seconds ago. */
export const reached = (type: string, secondsAgo: number): Condition => ({
  type,
  status: 'True',
  reason: 'Provisioned',
  message: '',
  lastTransitionTime: printInstant(instant(now - secondsAgo * 1000)),
});
