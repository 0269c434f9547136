import { changedLines, renderTrees } from './render.ts';
import type { Branch } from './tree.ts';

/** Where progress is shown: a terminal that is redrawn, or a pipe that gets a line per change. */
export interface View {
  show(trees: readonly Branch[]): void;
  /** Leaves the whole tree standing, however long it is. */
  finish(trees: readonly Branch[]): void;
}

interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
}

export const viewOn = (output: Output, elapsed: () => string): View =>
  output.isTTY === true ? terminalView(output, elapsed) : lineView(output, elapsed);

function terminalView(output: Output, elapsed: () => string): View {
  let height = 0;
  let last = '';
  // Back to the first line of the last picture, then clear from there.
  const erase = (): string => `${height > 0 ? `\u001b[${height}A` : ''}\r\u001b[J`;
  return {
    show(trees) {
      // A terminal that does not know its size says 0.
      const width = (output.columns || 100) - 1;
      const room = (output.rows || 40) - 2;
      const lines = renderTrees(trees, { width, colour: true }).split('\n');
      const shown = lines.length > room ? [...lines.slice(0, room - 1), `… and ${lines.length - room + 1} more lines`] : lines;
      const picture = [...shown, `  ${elapsed()}`].join('\n');
      if (picture === last) return;
      output.write(`${erase()}${picture}\n`);
      height = shown.length + 1;
      last = picture;
    },
    finish(trees) {
      output.write(`${erase()}${renderTrees(trees, { colour: true })}\n`);
      height = 0;
    },
  };
}

function lineView(output: Output, elapsed: () => string): View {
  let before: readonly Branch[] = [];
  return {
    show(trees) {
      for (const line of changedLines(before, trees)) output.write(`${elapsed().padStart(8)}  ${line}\n`);
      before = trees;
    },
    finish(trees) {
      output.write(`${renderTrees(trees, { colour: false })}\n`);
    },
  };
}
