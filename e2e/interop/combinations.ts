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

/** Reads names as {@link nameOf} writes them. Throws on an app that there is not. */
export function parseCombination(name: string): Combination {
  const theirs = name === 'none' ? [] : name === 'all' ? apps : name.split('+');
  const unknown = theirs.find((app) => !apps.includes(app));
  if (unknown !== undefined) throw new Error(`no provider is called ${unknown}; there are ${apps.join(', ')}`);
  return apps.filter((app) => theirs.includes(app));
}
