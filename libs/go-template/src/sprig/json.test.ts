import { TemplateError } from '../template-error.ts';
import { printed } from '../testing.ts';

describe('JSON in templates', () => {
  test.each([
    {
      rule: 'values become JSON, with keys in order',
      template: '{{ toJson .map }} {{ toJson .mixed }} {{ toJson nil }} {{ toJson .missing }} {{ mustToJson 1.0 }}',
      prints: '{"a":{"b":"c"},"z":1} ["a",1,null,true,{"k":"v"},""] null null 1',
    },
    {
      rule: 'numbers are written as Go writes them',
      template: '{{ toJson .million }} {{ toJson 1e20 }} {{ toJson 1e21 }} {{ toJson 0.000001 }} {{ toJson 0.0000001 }}',
      prints: '1000000 100000000000000000000 1e+21 0.000001 1e-7',
    },
    {
      rule: 'what HTML takes for its own is escaped, unless raw',
      template: String.raw`{{ toJson "a<b>&\u2028" }} {{ toRawJson "a<b>&" }} {{ mustToRawJson "<" }}`,
      prints: '"a\\u003cb\\u003e\\u0026\\u2028" "a<b>&" "<"',
    },
    {
      rule: 'pretty JSON has lines',
      template: '{{ toPrettyJson .map }} {{ mustToPrettyJson (list (dict) (list)) }}',
      prints: '{\n  "a": {\n    "b": "c"\n  },\n  "z": 1\n} [\n  {},\n  []\n]',
    },
    { rule: 'bytes that are no UTF-8 are told as such', template: String.raw`{{ toJson "\xff" }}`, prints: '"\\ufffd"' },
    {
      rule: 'JSON is read, numbers as float64',
      template: String.raw`{{ fromJson "{\"a\": [1, 2.5, null]}" }} {{ (fromJson "{\"a\": 1000000}").a }} {{ mustFromJson "[]" }}`,
      prints: 'map[a:[1 2.5 <nil>]] 1e+06 []',
    },
    { rule: 'what is no JSON is nothing', template: '{{ fromJson "{" }}', prints: '<no value>' },
  ])('$rule', ({ template, prints }) => expect(printed(template)).toBe(prints));

  test.each([{ rule: 'what is no JSON is refused where it must be', template: '{{ mustFromJson "{" }}' }])('$rule', ({ template }) =>
    expect(() => printed(template)).toThrow(TemplateError),
  );
});
