import { styleText } from 'node:util';

import type { Branch } from './tree.ts';

/** Prints trees with box-drawing branches. Notes are cut to `width` columns; absent: never. */
export function renderTrees(trees: readonly Branch[], options: { readonly width?: number; readonly colour: boolean }): string {
  return trees.flatMap((tree) => renderBranch(tree, '', '', options)).join('\n');
}

function renderBranch(
  branch: Branch,
  lead: string,
  below: string,
  options: { readonly width?: number; readonly colour: boolean },
): readonly string[] {
  const mark = branch.done ? '✓' : '·';
  const text = `${lead}${mark} ${branch.title}  ${branch.state}`;
  const room = options.width === undefined ? undefined : Math.max(0, options.width - text.length - 3);
  const note = branch.note === undefined || room === 0 ? '' : `  ${branch.note.slice(0, room).trimEnd()}`;
  const line = options.colour
    ? `${lead}${styleText(branch.done ? 'green' : 'yellow', mark)} ${branch.title}  ${branch.state}${styleText('dim', note)}`
    : `${text}${note}`;
  const children = branch.children.flatMap((child, index) => {
    const last = index === branch.children.length - 1;
    return renderBranch(child, `${below}${last ? '└─ ' : '├─ '}`, `${below}${last ? '   ' : '│  '}`, options);
  });
  return [line, ...children];
}

/** Lines that changed since `before`, for a pipe: `KubeadmControlPlane demo: 1 of 3 running`. */
export function changedLines(before: readonly Branch[], after: readonly Branch[]): readonly string[] {
  const known = new Map(flatten(before).map(({ title, state, done }) => [title, `${state} ${done}`]));
  const current = flatten(after);
  const titles = new Set(current.map(({ title }) => title));
  return [
    ...current
      .filter(({ title, state, done }) => known.get(title) !== `${state} ${done}`)
      .map(({ title, state, done }) => `${title}: ${state}${done ? ' ✓' : ''}`),
    ...[...known.keys()].filter((title) => !titles.has(title)).map((title) => `${title}: gone`),
  ];
}

const flatten = (trees: readonly Branch[]): readonly Branch[] => trees.flatMap((tree) => [tree, ...flatten(tree.children)]);
