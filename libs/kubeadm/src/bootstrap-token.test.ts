import fc from 'fast-check';

import { drawBootstrapToken, parseBootstrapToken } from './bootstrap-token.ts';

describe('bootstrap token', () => {
  test('is always well-formed, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat({ max: 251 })), (bytes) => {
        const token = drawBootstrapToken((length) => Uint8Array.from(bytes.take(length)));
        expect(parseBootstrapToken(token)).toEqual({ id: token.slice(0, 6), secret: token.slice(7) });
      }),
    );
  });

  test('draws again what would make some characters likelier than others', () => {
    const draws = [255, 252, ...Array.from({ length: 30 }, (_, index) => index)];
    expect(drawBootstrapToken((length) => Uint8Array.from(draws.splice(0, length)))).toMatch(/^abcdef\./);
  });

  test.each(['abcdef', 'abcdef.short', 'ABCDEF.0123456789abcdef', ''])('is not "%s"', (text) =>
    expect(parseBootstrapToken(text)).toBeUndefined(),
  );
});
