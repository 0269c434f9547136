import { fillIn } from './fill-in.ts';

describe('variables of a manifest', () => {
  test.each<{ rule: string; text: string; values?: Record<string, string>; filled: string }>([
    { rule: 'have their defaults', text: '--address=${ADDRESS:=:8443}', filled: '--address=:8443' },
    { rule: 'have the values that were given', text: '${A:=1} ${B}', values: { A: '2', B: '3' }, filled: '2 3' },
    { rule: 'are not set by an empty value', text: '${A:=1}', values: { A: '' }, filled: '1' },
    { rule: 'may default to an empty YAML string', text: 'value: ${HOST:=""}', filled: 'value: ""' },
    { rule: 'are what braces say; other dollars stay', text: 'pattern: ^a$ $HOME', filled: 'pattern: ^a$ $HOME' },
  ])('$rule', ({ text, values, filled }) => expect(fillIn(text, values)).toBe(filled));

  test('are all named when they have neither', () => {
    expect(() => fillIn('${B} ${A} ${B} ${C:=1}')).toThrow('no value for A, B');
  });
});
