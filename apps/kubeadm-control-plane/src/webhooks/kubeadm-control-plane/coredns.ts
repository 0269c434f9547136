import { forbidden, invalid, type Finding } from '@capi/admission';

import { compareVersions, readImageTag } from '../tolerant-version.ts';
import { canMigrate } from './coredns-versions.ts';

/**
 * A change of the CoreDNS release: its configuration must be known to work with the new one.
 * @param skipped the user looks after CoreDNS and wants no such check; tags must be versions even so
 */
export function validateCoreDnsChange(path: string, before: string, now: string, skipped: boolean): readonly Finding[] {
  if (before === '' || now === '') return [];
  const from = readImageTag(before);
  if (from === undefined) return [invalid(path, before, 'was no version of CoreDNS, so what it takes to change it is not known')];
  const to = readImageTag(now);
  if (to === undefined) return [invalid(path, now, 'must be a version of CoreDNS, as in v1.12.1')];
  // Equal versions pass also where the table does not know them.
  if (compareVersions(from, to) === 0 || skipped || canMigrate(from.join('.'), to.join('.'))) return [];
  return [
    forbidden(
      path,
      `cannot migrate CoreDNS up to ${to.join('.')} from ${from.join('.')}: choose a later release that is known, or set the annotation controlplane.cluster.x-k8s.io/skip-coredns and look after CoreDNS yourself`,
    ),
  ];
}
