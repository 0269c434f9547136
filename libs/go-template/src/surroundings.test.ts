import { instant, seededRandom } from '@capi/seams';

import type { Surroundings } from './surroundings.ts';
import { TemplateError } from './template-error.ts';
import { printed } from './testing.ts';

const surroundings: Surroundings = {
  clock: { now: () => instant(1_795_262_400_000) },
  random: seededRandom(7),
  keys: {
    randomBytes: (length) => Uint8Array.from({ length }, (_, index) => index),
    generate: (kind) => kind,
    publicKey: () => new Uint8Array(),
    sign: () => new Uint8Array(),
  },
};

describe('what templates take from outside', () => {
  test.each([
    { rule: 'the time tells how long ago a date is', template: '{{ ago (toDate "2006-01-02" "2026-11-21") }}', prints: '12h0m0s' },
    { rule: 'the time tells how long ago seconds of 1970 are', template: '{{ ago 1795262400 }} {{ ago "x" }}', prints: '0s 0s' },
    { rule: 'the time rounds how far away a date is', template: '{{ durationRound (toDate "2006-01-02" "2026-11-01") }}', prints: '20d' },
    { rule: 'chance draws a number below the end', template: '{{ randInt 3 4 }}', prints: '3' },
    { rule: 'chance keeps all letters', template: '{{ shuffle "aaab" | splitList "" | sortAlpha | join "" }}', prints: 'aaab' },
    {
      rule: 'bytes salt a password',
      template: '{{ bcrypt "x" | trunc 29 }} {{ htpasswd "u" "p" | len }}',
      prints: '$2a$10$..CA.uOD/eaGAOmJB.yMBu 62',
    },
    { rule: 'keys are what is given', template: '{{ genPrivateKey "ecdsa" }}', prints: 'ecdsa' },
  ])('$rule', ({ template, prints }) => expect(printed(template, surroundings)).toBe(prints));

  test.each([
    '{{ ago 1 }}',
    '{{ randInt 1 2 }}',
    '{{ shuffle "ab" }}',
    '{{ bcrypt "x" }}',
    '{{ encryptAES "k" "t" }}',
    '{{ genPrivateKey "" }}',
    '{{ genCA "a" 1 }}',
  ])('nothing is made up where it is missing: %s', (template) => expect(() => printed(template, {})).toThrow('must not depend on'));

  test('an empty range has no number', () => expect(() => printed('{{ randInt 4 4 }}', surroundings)).toThrow(TemplateError));
});
