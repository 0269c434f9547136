import type { Blocker } from './plan.ts';
import type { ReadyObservation } from './ready-observation.ts';

/** Ignition is not rendered yet; saying so beats a machine that never boots. */
export function unsupportedFormat({ config }: ReadyObservation): Blocker | undefined {
  const { format } = config.spec ?? {};
  return format === undefined || format === 'cloud-config' ? undefined : { kind: 'format-unsupported', format };
}
