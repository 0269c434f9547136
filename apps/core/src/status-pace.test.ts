import { instant, milliseconds } from '@capi/seams';
import { virtualClock } from '@capi/seams/testing';

import { statusPace } from './status-pace.ts';

describe('pace of status writes', () => {
  test('holds small news back until its patience is over', async () => {
    const clock = virtualClock(instant(0));
    const pace = statusPace(clock, milliseconds(500));
    expect(pace.hold('a', 'soon')).toBe(500);
    await clock.advance(milliseconds(300));
    expect(pace.hold('a', 'soon')).toBe(200);
    await clock.advance(milliseconds(200));
    expect(pace.hold('a', 'soon')).toBeUndefined();
    expect(pace.hold('a', 'soon')).toBe(500);
  });

  test('lets words wait longer, but not when there is more', async () => {
    const clock = virtualClock(instant(0));
    const pace = statusPace(clock, milliseconds(500));
    expect(pace.hold('a', 'later')).toBe(2500);
    await clock.advance(milliseconds(1000));
    expect(pace.hold('a', 'later')).toBe(1500);
    expect(pace.hold('a', 'soon')).toBe(500);
    expect(pace.hold('a', 'later')).toBe(500);
  });

  test('tells urgent news at once, with the small news that waited', () => {
    const pace = statusPace(virtualClock(instant(0)), milliseconds(500));
    pace.hold('a', 'soon');
    expect(pace.hold('a', 'now')).toBeUndefined();
    expect(pace.hold('a', 'soon')).toBe(500);
  });

  test('keeps objects apart', async () => {
    const clock = virtualClock(instant(0));
    const pace = statusPace(clock, milliseconds(500));
    pace.hold('a', 'soon');
    await clock.advance(milliseconds(400));
    expect(pace.hold('b', 'soon')).toBe(500);
  });
});
