import { covered } from './intervals.ts';

const whole = { from: 100, to: 200 };

describe('covered time', () => {
  test.each([
    { rule: 'is none without intervals', intervals: [], sum: 0 },
    {
      rule: 'is the sum of what stands apart',
      intervals: [
        { from: 150, to: 160 },
        { from: 110, to: 120 },
      ],
      sum: 20,
    },
    {
      rule: 'counts what overlaps once',
      intervals: [
        { from: 110, to: 130 },
        { from: 120, to: 140 },
        { from: 125, to: 128 },
      ],
      sum: 30,
    },
    {
      rule: 'leaves out what lies outside',
      intervals: [
        { from: 0, to: 110 },
        { from: 190, to: 300 },
        { from: 400, to: 500 },
      ],
      sum: 20,
    },
  ])('$rule', ({ intervals, sum }) => expect(covered(whole, intervals)).toBe(sum));
});
