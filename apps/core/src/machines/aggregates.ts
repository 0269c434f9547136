import { labels, type Machine, type Verdict } from '@capi/api';
import { aggregate, find, isFalse, type Source } from '@capi/conditions';
import { between, milliseconds, parseInstant, seconds, type DeepReadonly, type Duration, type Instant } from '@capi/seams';

type Machines = readonly DeepReadonly<Machine>[];

/** How long a Machine may take to say whether it is up to date before others say that it has not. */
const upToDateGrace = seconds(10);

/** Machines as sources of an aggregate. */
const sourcesOf = (machines: Machines): readonly Source[] =>
  machines.map(({ metadata, status }) => ({
    kind: 'Machine',
    name: metadata.name,
    isControlPlane: metadata.labels?.[labels.controlPlane] !== undefined,
    conditions: status?.conditions,
  }));

/** Whether all Machines are Ready; a group without Machines is. */
export function machinesReady<Type extends string>(type: Type, machines: Machines): Verdict<Type> {
  if (machines.length === 0) return { type, status: 'True', reason: 'NoReplicas' };
  return aggregate(type, sourcesOf(machines), { of: 'Ready', reasons: { issue: 'NotReady', unknown: 'ReadyUnknown', info: 'Ready' } });
}

/** Whether all Machines are up to date; those too young to have said so are passed over. */
export function machinesUpToDate<Type extends string>(type: Type, machines: Machines, now: Instant): Verdict<Type> {
  const said = machines.filter((machine) => find(machine.status?.conditions, 'UpToDate') !== undefined || !isYoung(machine, now));
  if (said.length === 0) return { type, status: 'True', reason: 'NoReplicas' };
  return aggregate(type, sourcesOf(said), {
    of: 'UpToDate',
    reasons: { issue: 'NotUpToDate', unknown: 'UpToDateUnknown', info: 'UpToDate' },
  });
}

function isYoung({ metadata }: DeepReadonly<Machine>, now: Instant): boolean {
  const createdAt = parseInstant(metadata.creationTimestamp ?? '');
  return createdAt !== undefined && between(createdAt, now) < upToDateGrace;
}

/** How long until the next Machine that has not said whether it is up to date counts as silent; undefined when there is none. */
export function untilSilent(machines: Machines, now: Instant): Duration | undefined {
  const left = machines
    .filter((machine) => find(machine.status?.conditions, 'UpToDate') === undefined && isYoung(machine, now))
    .map(({ metadata }) => upToDateGrace - between(parseInstant(metadata.creationTimestamp ?? '') ?? now, now));
  return left.length === 0 ? undefined : milliseconds(Math.min(...left));
}

/** Whether unhealthy Machines are being replaced; unhealthy ones that nobody replaces are named. */
export function remediating(machines: Machines): Verdict<'Remediating'> {
  const unhealthy = machines.filter(({ status }) => isFalse(status?.conditions, 'HealthCheckSucceeded'));
  const replaced = unhealthy.filter(({ status }) => isFalse(status?.conditions, 'OwnerRemediated'));
  if (replaced.length > 0) {
    const { message } = aggregate('Remediating', sourcesOf(replaced), { of: 'OwnerRemediated' });
    return { type: 'Remediating', status: 'True', reason: 'Remediating', ...(message === undefined ? {} : { message }) };
  }
  const names = unhealthy.map(({ metadata }) => metadata.name).toSorted();
  const shown = names.length > 3 ? `${names.slice(0, 3).join(', ')}, ... (${names.length - 3} more)` : names.join(', ');
  const message =
    names.length === 0
      ? {}
      : {
          message: `${names.length === 1 ? 'Machine' : 'Machines'} ${shown} ${names.length === 1 ? 'is' : 'are'} not healthy (not to be remediated)`,
        };
  return { type: 'Remediating', status: 'False', reason: 'NotRemediating', ...message };
}
