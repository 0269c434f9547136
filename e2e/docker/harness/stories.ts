import { availableParallelism } from 'node:os';

/** Names of the stories that were asked for, with blanks between; empty or absent means all. */
export const storiesVariable = 'CAPI_DOCKER_STORIES';

/** Stories that are begun in this order, and a few of them told at the same time. */
export interface Chapter {
  readonly stories: readonly string[];
  readonly atOnce: number;
}

/**
 * The order of the stories. Figures are taken while nothing else goes on; when the engine stops it does so for everybody; and most of
 * what comes between waits as long as it computes. The longest ones begin.
 */
const chapters: readonly Chapter[] = [
  { stories: ['quick-start'], atOnce: 1 },
  { stories: ['upgrade', 'faults', 'scale', 'bootstrap', 'first-book'], atOnce: Math.max(2, availableParallelism()) },
  { stories: ['engine-restart'], atOnce: 1 },
  { stories: ['deletion'], atOnce: 1 },
];

/** The chapters with the stories that were asked for. Throws when there is no such story. */
export function chaptersOf(wanted: string): readonly Chapter[] {
  const names = wanted.split(' ').filter((name) => name !== '');
  const unknown = names.find((name) => chapters.every(({ stories }) => !stories.includes(name)));
  if (unknown !== undefined) {
    throw new Error(`no story is called ${unknown}; there are ${chapters.flatMap(({ stories }) => stories).join(', ')}`);
  }
  return chapters
    .map(({ stories, atOnce }) => ({ stories: stories.filter((name) => names.length === 0 || names.includes(name)), atOnce }))
    .filter(({ stories }) => stories.length > 0);
}
