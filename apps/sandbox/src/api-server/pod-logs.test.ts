import { tail } from './pod-logs.ts';

describe('the tail of a log', () => {
  test.each([
    { rule: 'is all of it without a count', whole: 'a\nb\n', count: null, is: 'a\nb\n' },
    { rule: 'is the last lines', whole: 'a\nb\nc\n', count: '2', is: 'b\nc\n' },
    { rule: 'keeps a line that is not ended yet', whole: 'a\nb', count: '1', is: 'b' },
    { rule: 'is nothing for none', whole: 'a\nb\n', count: '0', is: '' },
    { rule: 'is all of it when there are fewer', whole: 'a\n', count: '5', is: 'a\n' },
  ])('$rule', ({ whole, count, is }) => expect(tail(whole, count)).toBe(is));
});
