import { legacyFalse, legacyTrue, type LegacyVerdict, type Severity } from './legacy-conditions.ts';

type Seen = readonly LegacyVerdict[] | undefined;

// The first group that has a member decides. Unknown comes last: as long as something is True, what is unknown is passed over.
const groups: readonly ((condition: LegacyVerdict) => boolean)[] = [
  ({ status, severity }) => status === 'False' && severity === 'Error',
  ({ status, severity }) => status === 'False' && severity === 'Warning',
  ({ status, severity }) => status === 'False' && severity !== 'Error' && severity !== 'Warning',
  ({ status }) => status === 'True',
  ({ status }) => status !== 'True' && status !== 'False',
];

/**
 * One legacy condition for several of one object; `of` is also the order in which a reason is looked for.
 * @param options.isCounting says in the message how many of them are True, instead of quoting one
 * @returns undefined when none of them was reported: nothing is written then
 * @see upstream v1.14.0 util/conditions/deprecated/v1beta1/merge.go (behaviour)
 */
export function legacySummary(
  conditions: Seen,
  options: { readonly of: readonly string[]; readonly isCounting?: boolean },
): LegacyVerdict | undefined {
  const { of, isCounting = false } = options;
  const seen = of.flatMap((type) => conditions?.filter((condition) => condition.type === type) ?? []);
  const top = topOf(seen);
  if (top === undefined) return undefined;
  return merged('Ready', top, isCounting ? progress(seen, of.length) : top.message, top.reason);
}

/**
 * One legacy condition for the Ready conditions of several objects, with "x of y completed" as its message.
 * @param type type of the result
 * @param options.isNamingSource adds `@ Kind/name` to the reason, unless an object is named in it already
 * @returns undefined when none of the objects has reported
 */
export function legacyAggregate(
  type: string,
  objects: readonly { readonly kind: string; readonly name: string; readonly conditions: Seen }[],
  options: { readonly isNamingSource?: boolean } = {},
): LegacyVerdict | undefined {
  const seen = objects.flatMap(({ kind, name, conditions }) => {
    const ready = conditions?.find((condition) => condition.type === 'Ready');
    return ready === undefined ? [] : [{ ...ready, source: `${kind}/${name}` }];
  });
  const top = topOf(seen);
  if (top === undefined) return undefined;
  const reason = top.reason ?? '';
  const isNamed = options.isNamingSource !== true || reason === '' || reason.includes('@');
  return merged(type, top, progress(seen, objects.length), isNamed ? reason : `${reason} @ ${top.source}`);
}

/**
 * The legacy Ready condition of another object under a type of one's own.
 * @param fallback what to say while it has none: True, or False with this reason and severity
 */
export function legacyMirror(
  type: string,
  conditions: Seen,
  fallback: { readonly holds: boolean; readonly reason: string; readonly severity: Severity; readonly message?: string },
): LegacyVerdict {
  const ready = conditions?.find((condition) => condition.type === 'Ready');
  if (ready !== undefined) {
    const { status, severity, reason, message } = ready;
    return { type, status, ...given({ severity, reason, message }) };
  }
  return fallback.holds ? legacyTrue(type) : legacyFalse(type, fallback.reason, fallback.severity, fallback.message);
}

function topOf<C extends LegacyVerdict>(seen: readonly C[]): C | undefined {
  for (const belongs of groups) {
    const first = seen.find(belongs);
    if (first !== undefined) return first;
  }
  return undefined;
}

const progress = (seen: readonly LegacyVerdict[], total: number): string =>
  `${seen.filter(({ status }) => status === 'True').length} of ${total} completed`;

function merged(type: string, top: LegacyVerdict, message: string | undefined, reason: string | undefined): LegacyVerdict {
  if (top.status === 'True') return legacyTrue(type);
  return { type, status: top.status, ...given({ severity: top.severity, reason, message }) };
}

const given = (
  parts: Readonly<Record<'severity' | 'reason' | 'message', string | undefined>>,
): Partial<Record<'severity' | 'reason' | 'message', string>> =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined && value !== ''));
