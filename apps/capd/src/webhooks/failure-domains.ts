import { invalid, type Finding } from '@capi/admission';
import type { Draft, FailureDomain } from '@capi/api';

/** Failure domains stand in the order of their names, so that the list looks the same whoever writes it. */
export function validateFailureDomains(path: string, domains: Draft<FailureDomain[]> | undefined): readonly Finding[] {
  const names = (domains ?? []).map((domain) => domain?.name ?? '');
  const late = names.find((name, index) => index > 0 && name < (names[index - 1] ?? ''));
  return late === undefined ? [] : [invalid(path, names, `must be sorted by name: move ${late} up`)];
}
