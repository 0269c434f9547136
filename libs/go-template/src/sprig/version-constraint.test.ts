import { TemplateError } from '../template-error.ts';
import { printed } from '../testing.ts';

describe('ranges of versions', () => {
  test.each([
    {
      rule: 'a range is a condition',
      template:
        '{{ semverCompare ">1" "2" }} {{ semverCompare ">= 1.30" "v1.31.0" }} {{ semverCompare "<1.30" "1.30.0" }} {{ semverCompare "!=1.30.1" "1.30.1" }} {{ semverCompare "=>1.2.3" "1.2.3" }}',
      prints: 'true true false false true',
    },
    {
      rule: 'conditions are joined',
      template:
        '{{ semverCompare ">=1.30, <1.32" "1.31.9" }} {{ semverCompare ">=1.30 <1.32" "1.32.0" }} {{ semverCompare "<1.20 || ~1.31.2" "1.31.5" }}',
      prints: 'true false true',
    },
    {
      rule: 'what is written incompletely stands for all that it begins',
      template:
        '{{ semverCompare "1.30" "1.30.7" }} {{ semverCompare ">1.30" "1.30.7" }} {{ semverCompare "<=1.30" "1.30.7" }} {{ semverCompare "!=1.30" "1.30.7" }} {{ semverCompare "1.x" "1.99.0" }} {{ semverCompare "*" "7.0.0" }}',
      prints: 'true false true false true true',
    },
    {
      rule: 'a tilde holds the minor version fast',
      template:
        '{{ semverCompare "~1.30.2" "1.30.9" }} {{ semverCompare "~1.30.2" "1.31.0" }} {{ semverCompare "~1" "1.9.0" }} {{ semverCompare "~>1.30.2" "1.30.1" }}',
      prints: 'true false true false',
    },
    {
      rule: 'a caret holds the first number fast that is not zero',
      template:
        '{{ semverCompare "^1.2.3" "1.9.0" }} {{ semverCompare "^1.2.3" "2.0.0" }} {{ semverCompare "^0.2.3" "0.3.0" }} {{ semverCompare "^0.0.3" "0.0.4" }} {{ semverCompare "^0" "0.9.0" }}',
      prints: 'true false false false true',
    },
    {
      rule: 'a dash spans',
      template: '{{ semverCompare "1.2 - 1.4.5" "1.4.5" }} {{ semverCompare "1.2 - 1.4.5" "1.4.6" }}',
      prints: 'true false',
    },
    {
      rule: 'a prerelease is in no range that names none',
      template:
        '{{ semverCompare ">=1.30.0" "1.31.0-rc.1" }} {{ semverCompare ">=1.30.0-0" "1.31.0-rc.1" }} {{ semverCompare ">=1.30, <1.32.0-0" "1.31.0-rc.1" }} {{ semverCompare "*" "1.0.0-rc.1" }}',
      prints: 'false true true false',
    },
    {
      rule: 'build metadata does not count',
      template: '{{ semverCompare "=1.30.2+k3s1" "1.30.2+k3s2" }} {{ semverCompare ">=1.30.2" "v1.30.2+k3s1" }}',
      prints: 'true true',
    },
  ])('$rule', ({ template, prints }) => expect(printed(template)).toBe(prints));

  test.each([
    { rule: 'an empty range is refused', template: '{{ semverCompare "" "1.2.3" }}' },
    { rule: 'what is no range is refused', template: '{{ semverCompare "latest" "1.2.3" }}' },
    { rule: 'conditions need something between them', template: '{{ semverCompare ">1<2" "1.2.3" }}' },
    { rule: 'what is no version is in no range', template: '{{ semverCompare ">1" "latest" }}' },
  ])('$rule', ({ template }) => expect(() => printed(template)).toThrow(TemplateError));
});
