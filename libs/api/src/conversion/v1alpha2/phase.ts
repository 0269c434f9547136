import { remembersHub } from '../conversion-data.ts';
import type { Codec } from '../mapping.ts';

/**
 * `status.phase`: lower case in v1alpha2, CamelCase in the hub. A phase that the hub does not know is absent there; one that v1alpha2
 * did not know shows as the nearest one, or not at all. Where the hub's phase is remembered it wins, since phases are for people and
 * come from controllers only.
 * @param phases those that both versions know, as the hub writes them
 * @param shownAs what newer phases show as; those not named are not shown
 */
export function phase(phases: readonly string[], shownAs: Readonly<Record<string, string>> = {}): Codec {
  const toHub = new Map(phases.map((name) => [name.toLowerCase(), name]));
  const fromHub = new Map([...phases.map((name) => [name, name.toLowerCase()] as const), ...Object.entries(shownAs)]);
  return {
    up: (value, before, { object }) => (remembersHub(object) ? (before ?? undefined) : toHub.get(value as string)),
    down: (value) => fromHub.get(value as string),
  };
}
