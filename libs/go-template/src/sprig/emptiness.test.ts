import { TemplateError } from '../template-error.ts';
import { printed } from '../testing.ts';

describe('emptiness in templates', () => {
  test.each([
    {
      rule: 'zero, false, nothing and what has no items is empty',
      template:
        '{{ empty 0 }} {{ empty "" }} {{ empty false }} {{ empty .missing }} {{ empty .nothing }} {{ empty (list) }} {{ empty (dict) }} {{ empty "a" }} {{ empty 0.1 }}',
      prints: 'true true true true true true true false false',
    },
    {
      rule: 'a default stands in for what is empty',
      template:
        '{{ default "d" "" }} {{ .missing | default "d" }} {{ .nothing | default "d" }} {{ default "d" 0 }} {{ default "d" .name }} {{ default "d" }}',
      prints: 'd d d d hello d',
    },
    {
      rule: 'the first that is not empty is taken',
      template: '{{ coalesce "" 0 nil "x" "y" }} {{ coalesce .missing .name }}',
      prints: 'x hello',
    },
    { rule: 'a condition chooses', template: '{{ ternary "y" "n" true }} {{ eq .name "bye" | ternary "y" "n" }}', prints: 'y n' },
    {
      rule: 'all and any ask for what is not empty',
      template: '{{ all 1 "a" }} {{ all 1 "" }} {{ any 0 1 }} {{ any 0 "" }} {{ all }} {{ any }}',
      prints: 'true false true false true false',
    },
  ])('$rule', ({ template, prints }) => expect(printed(template)).toBe(prints));

  test.each([{ rule: 'a condition must be one', template: '{{ ternary "y" "n" .count }}' }])('$rule', ({ template }) =>
    expect(() => printed(template)).toThrow(TemplateError),
  );
});
