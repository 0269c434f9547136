/** Names of the stories that were asked for, with blanks between; empty or absent means all. */
export const storiesVariable = 'CAPI_DOCKER_STORIES';

/** Stories that are told at the same time, by as many processes. */
export interface Chapter {
  readonly stories: readonly string[];
  readonly workers: number;
}

/**
 * The order of the stories. Figures are taken while nothing else goes on; when the engine stops it does so for everybody; and most of
 * what comes between waits rather than computes.
 */
const chapters: readonly Chapter[] = [
  { stories: ['quick-start'], workers: 1 },
  { stories: ['upgrade', 'scale', 'bootstrap', 'faults', 'first-book', 'same-name', 'docs'], workers: 2 },
  { stories: ['engine-restart'], workers: 1 },
  { stories: ['deletion'], workers: 1 },
];

/** The chapters with the stories that were asked for. Throws when there is no such story. */
export function chaptersOf(wanted: string): readonly Chapter[] {
  const names = wanted.split(' ').filter((name) => name !== '');
  const unknown = names.find((name) => chapters.every(({ stories }) => !stories.includes(name)));
  if (unknown !== undefined) {
    throw new Error(`no story is called ${unknown}; there are ${chapters.flatMap(({ stories }) => stories).join(', ')}`);
  }
  return chapters
    .map(({ stories, workers }) => ({ stories: stories.filter((name) => names.length === 0 || names.includes(name)), workers }))
    .filter(({ stories }) => stories.length > 0);
}
