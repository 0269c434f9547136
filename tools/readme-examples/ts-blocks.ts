/** The fenced `ts` blocks of a Markdown text, in order. */
export const tsBlocks = (markdown: string): readonly string[] =>
  [...markdown.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);
