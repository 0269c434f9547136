import { whyNoKubectl } from './kubectl.ts';
import { apiServerKind } from './sandbox.ts';

export interface StoryNeeds {
  /** Why the story means nothing against a real API server. */
  readonly embeddedOnly?: string;
  readonly unless?: () => string | undefined;
}

/** `describe` for a story with real processes. Where what it needs is absent it says so on a line of its own and runs nothing. */
export function describeStory(name: string, story: () => void, needs: StoryNeeds = {}): void {
  const reason = apiServerKind === 'real' && needs.embeddedOnly !== undefined ? needs.embeddedOnly : (needs.unless ?? whyNoKubectl)();
  if (reason === undefined) {
    describe(name, story);
    return;
  }
  process.stdout.write(`not run: ${name}: ${reason}\n`);
  // Jest wants a test in every file.
  describe(name, () => {
    test(`is left out: ${reason}`, () => expect(reason).not.toBe(''));
  });
}
