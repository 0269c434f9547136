import type { Branch } from './tree.ts';
import { viewOn } from './view.ts';

const machines = Array.from({ length: 6 }, (_, index): Branch => ({
  title: `Machine ${index}`,
  state: 'Pending',
  done: false,
  note: undefined,
  children: [],
}));
const terminal = (rows: number) => {
  const written: string[] = [];
  const view = viewOn({ isTTY: true, columns: 80, rows, write: (text) => written.push(text) }, () => '1.0 s');
  return { view, written };
};

describe('a terminal view', () => {
  test('shows no more than fits, and the whole tree at the end', () => {
    const { view, written } = terminal(5);
    view.show(machines);
    expect(written[0]?.match(/Machine/g)).toHaveLength(2);
    expect(written[0]).toContain('… and 4 more lines');
    view.finish(machines);
    expect(written[1]?.match(/Machine/g)).toHaveLength(6);
  });

  test('draws over its last picture, and only when something changed', () => {
    const { view, written } = terminal(40);
    view.show(machines);
    view.show(machines);
    expect(written).toHaveLength(1);
    view.show(machines.slice(1));
    expect(written[1]?.startsWith('\u001b[7A\r\u001b[J')).toBe(true);
  });

  test('that does not know its size is taken for an ordinary one', () => {
    const { view, written } = terminal(0);
    view.show(machines);
    expect(written[0]?.match(/Machine/g)).toHaveLength(6);
  });
});
