import { days, milliseconds, minutes, parseDuration, printDuration, seconds } from './duration.ts';

describe('a duration', () => {
  test.each([
    ['1h30m', minutes(90)],
    ['2.5s', milliseconds(2500)],
    ['-10ms', milliseconds(-10)],
    ['500µs', milliseconds(0.5)],
    ['1ns', milliseconds(0.000001)],
    ['87600h', days(3650)],
  ])('of %j is %d ms', (text, duration) => expect(parseDuration(text)).toBe(duration));

  test.each(['', '5', '1d', '2562048h'])('cannot be read from %j', (text) => expect(parseDuration(text)).toBeUndefined());

  test.each([
    [seconds(0), '0s'],
    [milliseconds(0.5), '500µs'],
    [milliseconds(-1500), '-1.5s'],
    [minutes(90), '1h30m0s'],
    [days(3650), '87600h0m0s'],
  ])('of %d ms is printed as %j', (duration, text) => expect(printDuration(duration)).toBe(text));
});
