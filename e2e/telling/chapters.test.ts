import { chaptersOf, storiesOf } from './chapters.ts';

describe('chapters', () => {
  test('tell alone what is held against a clock', () => {
    expect(chaptersOf(['bad-input', 'replicas', 'restart'], 2)).toEqual([
      { stories: ['replicas'], tellers: 1 },
      { stories: ['bad-input', 'restart'], tellers: 2 },
    ]);
  });

  test('begin with what takes longest, and leave no story out', () => {
    expect(chaptersOf(['another', 'bad-input', 'crashes', 'faults'], 2)).toEqual([
      { stories: ['faults', 'crashes', 'another', 'bad-input'], tellers: 2 },
    ]);
  });
});

describe('stories that were asked for', () => {
  const all = ['day-two', 'first-book', 'full-disk'];
  test.each([
    { rule: 'are all without a word', words: [], stories: all },
    { rule: 'are those with a word in their names', words: ['day', 'disk'], stories: ['day-two', 'full-disk'] },
  ])('$rule', ({ words, stories }) => expect(storiesOf(all, words)).toEqual(stories));

  test('are refused when there is none of that name', () => {
    expect(() => storiesOf(all, ['day-three'])).toThrow('no story is called day-three; there are day-two, first-book, full-disk');
  });
});
