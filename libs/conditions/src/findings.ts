import { bullet } from './bullet.ts';
import type { Weight } from './weight.ts';

/** What one object has to say. */
export interface Finding {
  readonly kind: string;
  readonly name: string;
  readonly isControlPlane: boolean;
  readonly weight: Weight;
  /** Empty says nothing. */
  readonly text: string;
}

interface Group {
  readonly weight: Weight;
  readonly text: string;
  readonly objects: readonly Finding[];
}

const mostTexts = 3;
const mostNames = 3;
const order: readonly Weight[] = ['issue', 'unknown', 'info'];
const leftOver: Readonly<Record<Weight, string>> = {
  issue: 'with other issues',
  unknown: 'with status unknown',
  info: 'with additional info',
};

/** Bullets for people: objects of a kind that say the same share one, three are shown in all, and the rest is counted. */
export function describeFindings(findings: readonly Finding[]): string {
  const kinds = Map.groupBy(
    findings.filter(({ text }) => text !== ''),
    ({ kind }) => kind,
  );
  let room = mostTexts;
  const lines = [...kinds].toSorted(byKey).flatMap(([kind, ofKind]) => {
    const groups = groupsOf(ofKind);
    const shown = groups.slice(0, room);
    room -= shown.length;
    return [...shown.map((group) => describeGroup(kind, group)), ...countRest(kind, groups.slice(shown.length))];
  });
  return lines.join('\n');
}

function groupsOf(findings: readonly Finding[]): readonly Group[] {
  return order
    .flatMap((weight) => {
      const same = Map.groupBy(
        findings.filter((finding) => finding.weight === weight),
        ({ text }) => text,
      );
      return [...same].map(([text, objects]): Group => ({ weight, text, objects: objects.toSorted(byName) }));
    })
    .toSorted(byImportance);
}

function describeGroup(kind: string, { text, objects }: Group): string {
  const names = objects.slice(0, mostNames).map(({ name }) => name);
  const rest = objects.length - names.length;
  return bullet(`${plural(kind, objects.length)} ${[...names, ...(rest > 0 ? [`... (${rest} more)`] : [])].join(', ')}`, text);
}

function countRest(kind: string, groups: readonly Group[]): readonly string[] {
  return order.flatMap((weight) => {
    const count = groups.filter((group) => group.weight === weight).reduce((sum, { objects }) => sum + objects.length, 0);
    return count === 0 ? [] : [`And ${count} ${plural(kind, count)} ${leftOver[weight]}`];
  });
}

const plural = (kind: string, count: number): string => (count === 1 ? kind : `${kind}s`);
const touchesControlPlane = ({ objects }: Group): boolean => objects.some(({ isControlPlane }) => isControlPlane);
const joinedNames = ({ objects }: Group): string => objects.map(({ name }) => name).join(',');
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
const byKey = (a: readonly [string, unknown], b: readonly [string, unknown]): number => compare(a[0], b[0]);
const byName = (a: Finding, b: Finding): number => Number(b.isControlPlane) - Number(a.isControlPlane) || compare(a.name, b.name);
const byImportance = (a: Group, b: Group): number =>
  Number(touchesControlPlane(b)) - Number(touchesControlPlane(a)) ||
  order.indexOf(a.weight) - order.indexOf(b.weight) ||
  b.objects.length - a.objects.length ||
  compare(joinedNames(a), joinedNames(b));
