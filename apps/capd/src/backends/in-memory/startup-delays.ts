import { milliseconds, parseDuration, seededRandom, type DeepReadonly, type Duration } from '@capi/seams';

import type { InfraMachine, Startup } from '../../infra-objects.ts';

/** Parts of a simulated machine that take time to start. */
export type Part = 'vm' | 'node' | 'etcd' | 'apiServer';

/** How long each part takes. */
export type StartupDelays = Readonly<Record<Part, Duration>>;

/**
 * How long the parts of a machine take to start: the given duration, stretched by chance. The chance follows from the machine's UID,
 * so it is drawn once, however often and by whichever process it is asked for. Text that is not a duration or number counts as none.
 */
export function startupDelays(machine: DeepReadonly<InfraMachine>): StartupDelays {
  const settings = machine.spec?.backend?.inMemory;
  const random = seededRandom(seedOf(machine.metadata.uid ?? ''));
  const delay = (part: Part): Duration => {
    const { startupDuration = '0s', startupJitter = '0' } = (settings?.[part] as Startup | undefined)?.provisioning ?? {};
    const jitter = Number(startupJitter);
    const stretch = jitter > 0 ? 1 + random.fork(part).next() * jitter : 1;
    return milliseconds(Math.round((parseDuration(startupDuration) ?? 0) * stretch));
  };
  return { vm: delay('vm'), node: delay('node'), etcd: delay('etcd'), apiServer: delay('apiServer') };
}

/** A number that follows from a UID; its first group of digits is random enough. */
const seedOf = (uid: string): number => Number.parseInt(uid.replaceAll('-', '').slice(0, 8), 16) || uid.length;
