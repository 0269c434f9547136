/** Stories that are told at the same time, by so many tellers. */
export interface Chapter {
  /** In the order in which tellers take them. */
  readonly stories: readonly string[];
  readonly tellers: number;
}

/** Told while nothing else goes on: they hold against a clock how soon another replica leads. */
const alone = ['replicas'];

/** Those that take longest come first, so that no teller is still busy with one of them when the others have finished. */
const longest = ['faults', 'operate-docs', 'conformance', 'every-kind', 'crashes', 'observed', 'full-disk', 'installed', 'manifests'];

/**
 * The chapters in which stories are told.
 * @param tellers how many may be told at once where nothing stands against it
 */
export function chaptersOf(stories: readonly string[], tellers: number): readonly Chapter[] {
  const rank = (story: string): number => (longest.includes(story) ? longest.indexOf(story) : longest.length);
  const together = stories.filter((story) => !alone.includes(story)).toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return [
    { stories: stories.filter((story) => alone.includes(story)), tellers: 1 },
    { stories: together, tellers },
  ].filter((chapter) => chapter.stories.length > 0);
}

/**
 * The stories that were asked for: those whose names contain one of the words; without words all.
 * @throws Error when a word is in no name
 */
export function storiesOf(all: readonly string[], words: readonly string[]): readonly string[] {
  const unknown = words.find((word) => all.every((story) => !story.includes(word)));
  if (unknown !== undefined) throw new Error(`no story is called ${unknown}; there are ${all.join(', ')}`);
  return words.length === 0 ? all : all.filter((story) => words.some((word) => story.includes(word)));
}
