import { TemplateError } from '../template-error.ts';
import { printed } from '../testing.ts';

describe('regular expressions in templates', () => {
  test.each([
    {
      rule: 'an expression matches anywhere',
      template: String.raw`{{ regexMatch "^v\\d+" "v1.30.2" }} {{ regexMatch "b" "abc" }} {{ regexMatch "(?i)^A" "abc" }} {{ mustRegexMatch "x" "abc" }}`,
      prints: 'true true true false',
    },
    { rule: 'nothing matches what is no expression', template: '{{ regexMatch "(" "abc" }}', prints: 'false' },
    {
      rule: 'matches are found',
      template:
        '{{ regexFind "[0-9]+" "a12b34" }} {{ regexFindAll "[0-9]" "a12b34" -1 }} {{ regexFindAll "[0-9]" "a12b34" 2 }} {{ toJson (regexFindAll "x" "a" -1) }} {{ mustRegexFind "x" "a" }}|{{ mustRegexFindAll "a" "aa" 1 }}',
      prints: '12 [1 2 3 4] [1 2] null |[a]',
    },
    {
      rule: 'matches are replaced, with their groups',
      template:
        '{{ regexReplaceAll "(?P<x>a)(b?)" "ab-a" "[${x}$2]" }} {{ regexReplaceAll "a" "aa" "$$" }} {{ mustRegexReplaceAll "(a)" "a" "$1y-${1}y" }}',
      prints: '[ab]-[a] $$ -ay',
    },
    {
      rule: 'matches are replaced by the plain text',
      template: '{{ regexReplaceAllLiteral "a(b)" "ab" "$1" }} {{ mustRegexReplaceAllLiteral "a" "aa" "b" }}',
      prints: '$1 bb',
    },
    {
      rule: 'nothing at all matches between letters',
      template: '{{ regexReplaceAll "x*" "aé😀" "-" }} {{ regexReplaceAll "a*" "baaac" "-" }}',
      prints: '-a-é-😀- -b-c-',
    },
    {
      rule: 'a text is split at matches',
      template:
        '{{ regexSplit "-+" "a--b-c" -1 }} {{ regexSplit "-+" "a--b-c" 2 }} {{ regexSplit "" "abc" -1 }} {{ toJson (regexSplit "a" "a" 0) }} {{ toJson (mustRegexSplit "a" "" -1) }}',
      prints: '[a b c] [a b-c] [a b c] null [""]',
    },
    { rule: 'letters that mean something are quoted', template: '{{ regexQuoteMeta "a.b*c[d]$" }}', prints: 'a\\.b\\*c\\[d\\]\\$' },
  ])('$rule', ({ template, prints }) => expect(printed(template)).toBe(prints));

  test.each([
    { rule: 'what is no expression is refused where it must be', template: '{{ mustRegexMatch "(" "abc" }}' },
    { rule: 'what is no expression finds nothing', template: '{{ regexFind "(" "abc" }}' },
    { rule: 'what Go does not know is no expression', template: '{{ regexFind "(?=a)" "abc" }}' },
  ])('$rule', ({ template }) => expect(() => printed(template)).toThrow(TemplateError));
});
