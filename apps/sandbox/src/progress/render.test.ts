import { changedLines, renderTrees } from './render.ts';
import type { Branch } from './tree.ts';

const branch = (title: string, state: string, children: readonly Branch[] = [], done = false, note?: string): Branch => ({
  title,
  state,
  done,
  note,
  children,
});

describe('the tree on paper', () => {
  test('hangs children below their owner', () => {
    const tree = branch('Cluster demo', 'Provisioned', [
      branch('KubeadmControlPlane demo', '1 of 1 running', [branch('Machine demo-a', 'Running', [], true)], true),
      branch('MachineDeployment demo', '0 of 1 running', [branch('Machine demo-b', 'Pending', [], false, 'waits for bootstrap data')]),
    ]);
    expect(renderTrees([tree], { colour: false })).toBe(
      [
        '· Cluster demo  Provisioned',
        '├─ ✓ KubeadmControlPlane demo  1 of 1 running',
        '│  └─ ✓ Machine demo-a  Running',
        '└─ · MachineDeployment demo  0 of 1 running',
        '   └─ · Machine demo-b  Pending  waits for bootstrap data',
      ].join('\n'),
    );
  });

  test('cuts notes to the width of the terminal', () =>
    expect(renderTrees([branch('Machine a', 'Pending', [], false, 'a long explanation')], { width: 30, colour: false })).toBe(
      '· Machine a  Pending  a long',
    ));
});

describe('lines for a pipe', () => {
  test.each([
    { rule: 'say what is new', before: [], after: [branch('Machine a', 'Pending')], lines: ['Machine a: Pending'] },
    {
      rule: 'say nothing when nothing changed',
      before: [branch('Machine a', 'Pending')],
      after: [branch('Machine a', 'Pending')],
      lines: [],
    },
    {
      rule: 'mark what is done',
      before: [branch('Machine a', 'Running')],
      after: [branch('Machine a', 'Running', [], true)],
      lines: ['Machine a: Running ✓'],
    },
    { rule: 'say what went away', before: [branch('Machine a', 'Running')], after: [], lines: ['Machine a: gone'] },
  ])('$rule', ({ before, after, lines }) => expect(changedLines(before, after)).toEqual(lines));
});
