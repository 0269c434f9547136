import { nextRevision, revisionHistory } from './revision.ts';

describe('revision', () => {
  test.each([
    { rule: 'starts at one', own: undefined, others: [], next: '1' },
    { rule: 'is one above the others', own: undefined, others: ['1', '4', 'x', undefined], next: '5' },
    { rule: 'stays while it is the highest', own: '2', others: ['1'], next: '2' },
    { rule: 'is fresh after a roll back', own: '1', others: ['2'], next: '3' },
  ])('$rule', ({ own, others, next }) => expect(nextRevision(own, others)).toBe(next));

  test('must be a number', () => {
    expect(() => nextRevision('x', [])).toThrow('is no number');
  });

  test('keeps the earlier numbers', () => {
    expect(revisionHistory(undefined, '1', '3')).toBe('1');
    expect(revisionHistory('1', '3', '5')).toBe('1,3');
    expect(revisionHistory('1', '3', '3')).toBe('1');
    expect(revisionHistory(undefined, undefined, '1')).toBeUndefined();
  });
});
