import { parseNanoseconds, printNanoseconds } from './nanoseconds.ts';

describe('a length of time as Go writes it', () => {
  test.each([
    ['0', 0n],
    ['+5s', 5_000_000_000n],
    ['1h30m', 5_400_000_000_000n],
    ['-2.5s', -2_500_000_000n],
    ['.5us', 500n],
    ['1.ms', 1_000_000n],
    ['1µs1μs', 2000n],
    ['1.9ns', 1n],
    ['-9223372036854775808ns', -(2n ** 63n)],
  ])('of %j is %d ns', (text, nanoseconds) => expect(parseNanoseconds(text)).toBe(nanoseconds));

  test.each(['', '5', 's', '.s', '1d', '1 s', '--1s', '1s-1s', '9223372036854775808ns', '2562048h'])('cannot be read from %j', (text) =>
    expect(parseNanoseconds(text)).toBeUndefined(),
  );

  test.each([
    [0n, '0s'],
    [1n, '1ns'],
    [-1500n, '-1.5µs'],
    [250_000_000n, '250ms'],
    [1_500_000_000n, '1.5s'],
    [60_000_000_000n, '1m0s'],
    [5_400_000_000_001n, '1h30m0.000000001s'],
    [-(2n ** 63n), '-2562047h47m16.854775808s'],
  ])('of %d ns is printed as %j', (nanoseconds, text) => {
    expect(printNanoseconds(nanoseconds)).toBe(text);
    expect(parseNanoseconds(text)).toBe(nanoseconds);
  });
});
