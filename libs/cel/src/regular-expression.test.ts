import { regularExpression } from './regular-expression.ts';

describe('an expression of RE2', () => {
  test.each<[pattern: string, matches: readonly string[], not: readonly string[]]>([
    ['^[a-z]+$', ['abc'], ['', 'aB', 'abc\n']],
    ['(?i)^abc$', ['ABC'], ['abd']],
    ['a(?i)b(c)d', ['aBCD', 'abcd'], ['Abcd']],
    ['a(?i:b)c', ['aBc'], ['aBC']],
    ['^a.c$', ['abc', 'a\rc'], ['a\nc']],
    ['(?s)^a.c$', ['a\nc'], []],
    ['(?s:.)b.', ['\nbc'], ['\nb\n']],
    ['(?m)^b$', ['a\nb'], ['ab']],
    ['\\Aa\\z', ['a'], ['a\n', 'ba']],
    ['^\\Q[a]\\E$', ['[a]'], ['a']],
    ['^[[:alpha:]_]+$', ['a_B'], ['a1']],
    ['^[^[:digit:]]$', ['a'], ['1']],
    ['^\\pL+$', ['äb'], ['1']],
    ['^\\p{Greek}$', ['α'], ['a']],
    ['^\\P{Lu}$', ['a'], ['A']],
    ['^\\x41\\x{1F600}\\101$', ['A😀A'], []],
    ['^(?P<year>\\d{4})$', ['2024'], ['24']],
    ['^\\s$', [' ', '\t'], ['\u00a0', '\v']],
    ['^a{,2}]}$', ['a{,2}]}'], ['a']],
    ['^[a\\-z]$', ['-'], ['b']],
    ['^[]a]$', [']'], ['b']],
    ['^[\\w.-]+$', ['a.b-c'], ['a b']],
    ['^\\/\\-\\_$', ['/-_'], []],
    ['^.$', ['😀'], ['']],
    ['a*?b', ['aab'], ['a']],
  ])('%j means the same in JavaScript', (pattern, matches, not) => {
    const expression = regularExpression(pattern);
    expect(matches.filter((text) => expression?.test(text) !== true)).toEqual([]);
    expect(not.filter((text) => expression?.test(text) !== false)).toEqual([]);
  });

  test.each([
    '(?=a)',
    '(?!a)',
    '(?<=a)',
    '(?<!a)',
    '(a)\\1',
    '(?>a)',
    '\\u0041',
    '\\Z',
    '[',
    '(',
    ')',
    'a**',
    'a{1001}',
    'a{2,1}',
    '[b-a]',
    '(?U)a',
    '[[:nope:]]',
    '\\',
  ])('%j is none', (pattern) => expect(regularExpression(pattern)).toBeUndefined());
});
