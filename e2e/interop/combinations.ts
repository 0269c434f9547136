import { apps } from '../harness/sandbox.ts';

/** Apps whose Deployment is upstream's in one try; the others are ours. */
export type Combination = readonly string[];

/** How a combination is written: `core+capd`; `none` when all four are ours. */
export const nameOf = (theirs: Combination): string => (theirs.length === 0 ? 'none' : theirs.join('+'));

/**
 * All sixteen, the telling ones first: one of ours is replaced, one of theirs is, and then the rest. The two that mix nothing come last;
 * they show what a step takes among themselves.
 */
export function combinations(): readonly Combination[] {
  const all = Array.from({ length: 2 ** apps.length }, (_, bits) => apps.filter((_app, index) => (bits & (1 << index)) !== 0));
  const order = [1, apps.length - 1, 2, 0, apps.length];
  return all.toSorted((a, b) => order.indexOf(a.length) - order.indexOf(b.length));
}

/** What is ours and theirs when a cluster is created, when it is scaled up, and from the upgrade on. */
export type Course = readonly [created: Combination, scaled: Combination, upgraded: Combination];

/** How a course is written: `core`, or `none>core>none` when providers take over from each other under way. */
export function nameOfCourse(course: Course): string {
  const names = course.map(nameOf);
  return names.every((name) => name === names[0]) ? (names[0] ?? '') : names.join('>');
}

/** Reads names as {@link nameOfCourse} writes them. Throws on an app that there is not. */
export function parseCourse(name: string): Course {
  const [created, scaled = created, upgraded = scaled] = name.split('>').map(parseCombination);
  return [created ?? [], scaled ?? [], upgraded ?? []];
}

/**
 * All combinations, and each provider taking over from the other's and giving back while there is a cluster. But for the simulator: its
 * clusters are in its process.
 */
export const courses = (): readonly Course[] => [
  ...combinations().map((theirs) => [theirs, theirs, theirs] as const),
  ...apps.filter((app) => app !== 'capd').map((app) => [[], [app], []] as const),
];

/** Reads names as {@link nameOf} writes them. Throws on an app that there is not. */
export function parseCombination(name: string): Combination {
  const theirs = name === 'none' ? [] : name === 'all' ? apps : name.split('+');
  const unknown = theirs.find((app) => !apps.includes(app));
  if (unknown !== undefined) throw new Error(`no provider is called ${unknown}; there are ${apps.join(', ')}`);
  return apps.filter((app) => theirs.includes(app));
}
