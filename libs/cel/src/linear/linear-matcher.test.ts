import fc from 'fast-check';

import { regularExpression } from '../regular-expression.ts';
import { translateExpression } from '../translate-expression.ts';
import { parseTranslated } from './expression-tree.ts';
import { isRisky } from './is-risky.ts';
import { linearMatcher } from './linear-matcher.ts';

/** Any expression of letters that are likely to be in the texts as well. */
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('a', 'b', '[ab]', '[^a]', '.', '\\w', '^', '$', '\\b', '(?i:A)', 'é'),
    fc
      .tuple(tie('expression'), fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '{0,}', '*?'))
      .map(([inner, repeat]) => `(?:${inner})${repeat}`),
    fc.tuple(tie('expression'), tie('expression')).map(([one, other]) => `(${one}|${other})`),
    fc.tuple(tie('expression'), tie('expression')).map(([one, other]) => one + other),
  ),
}));
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'é', ' ', '\n'), maxLength: 7 });

describe('an expression that is followed in all places at once', () => {
  test('matches what the same expression matches by trying and going back', () => {
    fc.assert(
      fc.property(expression, text, (pattern, each) => {
        const source = translateExpression(pattern) ?? '';
        expect(linearMatcher(parseTranslated(source))?.(each)).toBe(new RegExp(source, 'u').test(each));
      }),
      { numRuns: 2000 },
    );
  });

  test('takes no longer for an expression that is made to take long', () => {
    const text = `${'a'.repeat(5000)}!`;
    expect(regularExpression('^(a+)+$')?.test(text)).toBe(false);
    expect(regularExpression('^(a|aa|b)*c$')?.test(text)).toBe(false);
    expect(regularExpression('^([a-z]+-?)+$')?.test(text)).toBe(false);
  });

  test('takes no longer for a text that is long', () => {
    expect(regularExpression('a*b$')?.test('a'.repeat(20_000))).toBe(false);
  });

  test.each<[pattern: string, isIt: boolean]>([
    ['^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', false],
    ['^(a|b)$', false],
    ['^(ab?)?c{3}$', false],
    ['(a+)+', true],
    ['(a|aa)*', true],
    ['([a-z]+-?)+', true],
    ['(a|b)*', false],
    ['([ab]|b)*', true],
    ['^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$', false],
    ['^([a-z]+/)*$', false],
    ['^([^/]+/)*$', false],
    ['^(.+/)*$', true],
    ['a*.*b*.*c', true],
  ])('%s is worth it: %j', (pattern, isIt) => expect(isRisky(parseTranslated(translateExpression(pattern) ?? ''))).toBe(isIt));

  test('is left to the engine when it is too large', () => {
    expect(linearMatcher(parseTranslated('(?:a{1000}){1000}'))).toBeUndefined();
  });
});
