import { chaptersOf } from './chapters.ts';
import type { Told } from './tell.ts';

/**
 * Tells stories chapter by chapter, and shows each as soon as it is over.
 * @returns those that did not go well, or were not told since this process was asked to end
 */
export async function tellAll(
  stories: readonly string[],
  tellers: number,
  tell: (story: string) => Promise<Told>,
  asked: AbortSignal,
): Promise<readonly string[]> {
  const good = new Set<string>();
  for (const chapter of chaptersOf(stories, tellers)) {
    const left = [...chapter.stories];
    const teller = async (): Promise<void> => {
      for (let story = left.shift(); story !== undefined && !asked.aborted; story = left.shift()) {
        const { passed, seconds, report } = await tell(story);
        if (passed) good.add(story);
        process.stdout.write(`${report}${passed ? 'told  ' : 'FAILED'} ${story} (${seconds.toFixed(1)} s)\n`);
      }
    };
    await Promise.all(Array.from({ length: chapter.tellers }, teller));
  }
  return stories.filter((story) => !good.has(story));
}
