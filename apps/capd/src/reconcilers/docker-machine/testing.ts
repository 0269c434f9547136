import type { Condition } from '@capi/api';
import { instant, printInstant, seconds, type Instant } from '@capi/seams';

import type { MachineWork, Observation, SeenContainer, SeenMachine } from './observation.ts';

export const now: Instant = instant(1_795_255_200_000);

/** A worker whose bootstrap data has just been made; nothing has been done for it yet. */
export const aMachine = (
  overrides: Partial<Omit<Observation, 'machine'>> & { readonly machine?: Partial<SeenMachine> } = {},
): Observation => ({
  now,
  name: 'worker-0',
  deleting: false,
  hasFinalizer: true,
  cluster: { name: 'demo', deleting: false, infrastructureProvisioned: true, controlPlaneInitialized: true },
  clusterBackend: 'docker',
  waitingSince: instant(now - 60_000),
  patience: seconds(10),
  wasProvisioned: false,
  hasBootstrapData: true,
  conditions: [],
  engine: { state: 'available' },
  containerName: 'demo-worker-0',
  route: 'absent',
  ...overrides,
  machine: { name: 'worker-0', version: 'v1.34.0', controlPlane: false, deleting: false, hasNode: false, ...overrides.machine },
});

export const aContainer = (overrides: Partial<SeenContainer> = {}): SeenContainer => ({
  name: 'demo-worker-0',
  image: 'kindest/node:v1.34.0',
  state: 'running',
  addresses: [
    { type: 'Hostname', address: 'demo-worker-0' },
    { type: 'InternalIP', address: '172.18.0.3' },
    { type: 'ExternalIP', address: '172.18.0.3' },
  ],
  ...overrides,
});

/** A machine that others rely on. */
export const aProvisionedMachine = (overrides: Parameters<typeof aMachine>[0] = {}): Observation =>
  aMachine({ wasProvisioned: true, providerID: 'docker:////demo-worker-0', container: aContainer(), ...overrides });

type Failed = MachineWork & { readonly state: 'failed' };

/** Work that failed and is to be tried again in so many seconds. */
export const failedWork = (task: string, retryInSeconds: number, overrides: Partial<Failed> = {}): Failed => ({
  task,
  state: 'failed',
  why: 'cannot pull image for image x: no such image',
  retry: 'terminal',
  failures: 1,
  retryAt: instant(now + retryInSeconds * 1000),
  ...overrides,
});

/** Work that has been at a stage for so many seconds. */
export const runningWork = (task: string, secondsAgo: number, stage?: NonNullable<MachineWork['stage']>): MachineWork => ({
  task,
  state: 'running',
  since: instant(now - secondsAgo * 1000),
  ...(stage === undefined ? {} : { stage }),
});

export const aCondition = (type: string, status: 'True' | 'False' | 'Unknown', reason: string, message = ''): Condition => ({
  type,
  status,
  reason,
  message,
  lastTransitionTime: printInstant(instant(now - 60_000)),
});
