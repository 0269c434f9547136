import { readFileSync } from 'node:fs';

export interface AuditEvent {
  readonly verb: string;
  readonly userAgent?: string;
  readonly objectRef?: { readonly resource?: string; readonly subresource?: string; readonly name?: string };
  readonly responseStatus?: { readonly code?: number };
}

/** One row of the account: who asked for what how often. */
export interface RequestCount {
  readonly provider: string;
  readonly verb: string;
  readonly resource: string;
  readonly count: number;
}

const names: readonly (readonly [string, string])[] = [
  ['cluster-api-kubeadm-bootstrap-manager', 'kubeadm-bootstrap'],
  ['cluster-api-kubeadm-control-plane-manager', 'kubeadm-control-plane'],
  ['cluster-api-docker-controller-manager', 'capd'],
  ['cluster-api-controller-manager', 'core'],
];

/** Where the log ends now, to count from there later. */
export const auditPosition = (file: string): number => readFileSync(file).length;

/** Requests of the four providers since `from`. Leases and the long-running watches are left out; lists are counted. */
export function readRequests(file: string, from: number): readonly AuditEvent[] {
  return readFileSync(file)
    .subarray(from)
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as AuditEvent)
    .filter((event) => providerOf(event) !== undefined && event.objectRef?.resource !== 'leases' && event.verb !== 'watch');
}

export function countRequests(events: readonly AuditEvent[]): readonly RequestCount[] {
  const counts = new Map<string, RequestCount>();
  for (const event of events) {
    const { resource = '-', subresource } = event.objectRef ?? {};
    const row = {
      provider: providerOf(event) ?? '-',
      verb: event.verb,
      resource: subresource === undefined ? resource : `${resource}/${subresource}`,
    };
    const key = `${row.provider} ${row.verb} ${row.resource}`;
    counts.set(key, { ...row, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].toSorted((a, b) => b.count - a.count);
}

export const providerOf = (event: AuditEvent): string | undefined => names.find(([agent]) => event.userAgent?.includes(agent))?.[1];

/** Requests that met somebody else's write. */
export const countConflicts = (events: readonly AuditEvent[]): number =>
  events.filter(({ responseStatus }) => responseStatus?.code === 409).length;
