import { printed } from '../testing.ts';

describe('checksums and encodings in templates', () => {
  test.each([
    {
      rule: 'bytes are written in base64 and base32',
      template: '{{ b64enc "hé" }} {{ b64dec "aGVsbG8=" }} {{ b32enc "hello" }} {{ b32dec "NBSWY3DP" }} {{ b64enc "" }}|{{ b32enc "he" }}',
      prints: 'aMOp hello NBSWY3DP hello |NBSQ====',
    },
    { rule: 'line breaks do not count', template: String.raw`{{ b64dec "aGVs\nbG8=" }} {{ b32dec "NB\nSWY3DP" }}`, prints: 'hello hello' },
    {
      rule: 'what cannot be read is answered with the error',
      template: '{{ b64dec "!!" }}; {{ b64dec "aGVsbG8" }}; {{ b32dec "x" }}',
      prints: 'illegal base64 data at input byte 0; illegal base64 data at input byte 4; illegal base32 data at input byte 0',
    },
    {
      rule: 'bytes that are no text survive',
      template: '{{ b64dec "/wA=" | b64enc }} {{ b64dec "/w==" | sha256sum }} {{ b64dec "/w==" | len }} {{ printf "%x" (b64dec "/w==") }}',
      prints: '/wA= a8100ae6aa1940d0b663bb31cd466142ebbdbd5187131b92d93818987832eb89 1 ff',
    },
    {
      rule: 'bytes are summed up',
      template: '{{ sha1sum "a" }} {{ sha256sum "hé" }} {{ adler32sum "Wikipedia" }}',
      prints: '86f7e437faa5a7fce15d1ddcb9eaeaea377667b8 7dfbe0eab96510b11c9a2671d83019cd52953211294db5f917ffa0b7cc84f534 300286872',
    },
    {
      rule: 'bytes are summed up at length',
      template: '{{ sha512sum "abc" }}',
      prints:
        'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
    },
  ])('$rule', ({ template, prints }) => expect(printed(template)).toBe(prints));
});
