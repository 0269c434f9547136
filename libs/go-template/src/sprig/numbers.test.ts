import { TemplateError } from '../template-error.ts';
import { printed } from '../testing.ts';

describe('numbers in templates', () => {
  test.each([
    {
      rule: 'texts are numbers',
      template:
        '{{ atoi "12" }} {{ atoi "012" }} {{ atoi "x" }} {{ int "12.9" }} {{ int64 "0x1F" }} {{ float64 "1.5" }} {{ float64 "x" }} {{ toDecimal "777" }}',
      prints: '12 12 0 12 31 1.5 0 511',
    },
    { rule: 'a zero in front means octal, but not to atoi', template: '{{ int "010" }} {{ int "08" }} {{ atoi "010" }}', prints: '8 0 10' },
    {
      rule: 'anything is a number',
      template: '{{ int true }} {{ int nil }} {{ int 1.9 }} {{ int64 -1.9 }} {{ int .list }} {{ int 1e20 }}',
      prints: '1 0 1 -1 0 -9223372036854775808',
    },
    {
      rule: 'whole numbers are calculated with',
      template: '{{ add }} {{ add 1 "2" 3.7 }} {{ add1 5 }} {{ sub 3 5 }} {{ mul 2 3 4 }} {{ div -7 2 }} {{ mod -7 3 }}',
      prints: '0 6 6 -2 24 -3 -1',
    },
    {
      rule: 'numbers of the data are calculated with',
      template: '{{ add .count 1 }} {{ mul .count 2 }} {{ .million | int }} {{ max .count 5 }}',
      prints: '4 6 1000000 5',
    },
    {
      rule: 'whole numbers wrap around',
      template: '{{ add 9223372036854775807 1 }} {{ mul 9223372036854775807 2 }}',
      prints: '-9223372036854775808 -2',
    },
    {
      rule: 'floats are calculated with as decimals',
      template: '{{ addf 0.1 0.2 }} {{ subf 7.5 2 3 }} {{ mulf 0.1 3 }} {{ divf 10 4 }} {{ divf 2 3 }} {{ divf 1e17 3 }} {{ add1f 1.5 }}',
      prints: '0.3 2.5 0.3 2.5 0.6666666666666667 3.3333333333333332e+16 2.5',
    },
    {
      rule: 'the largest and the smallest are found',
      template: '{{ max 1 5 3 }} {{ biggest 1 5 }} {{ min 4 2 9 }} {{ maxf 1.5 2.5 }} {{ minf 1.5 0.5 }}',
      prints: '5 5 2 2.5 0.5',
    },
    {
      rule: 'floats are rounded',
      template:
        '{{ ceil 1.2 }} {{ floor -1.2 }} {{ round 3.14159 2 }} {{ round 2.5 0 }} {{ round 1.4 0 0.3 }} {{ round 1250 -2 }} {{ round -1.5 0 }}',
      prints: '2 -2 3.14 3 2 1300 -2',
    },
    {
      rule: 'numbers are counted out',
      template: '{{ until 3 }} {{ until -3 }} {{ untilStep 0 10 3 }} {{ untilStep 10 0 -3 }} {{ untilStep 0 10 0 }}',
      prints: '[0 1 2] [0 -1 -2] [0 3 6 9] [10 7 4 1] []',
    },
    {
      rule: 'numbers are counted out as in the shell',
      template: '{{ seq 3 }}|{{ seq -3 }}|{{ seq 2 5 }}|{{ seq 5 2 }}|{{ seq 0 2 6 }}|{{ seq 6 2 0 }}|{{ seq }}',
      prints: '1 2 3|1 0 -1 -2 -3|2 3 4 5|5 4 3 2|0 2 4 6||',
    },
  ])('$rule', ({ template, prints }) => expect(printed(template)).toBe(prints));

  test.each([
    { rule: 'nothing is divided by zero', template: '{{ div 1 0 }}' },
    { rule: 'no rest is left by zero', template: '{{ mod 1 0 }}' },
    { rule: 'no float is divided by zero', template: '{{ divf 1 0 }}' },
    { rule: 'a parameter that wants an int takes no int64', template: '{{ until (add 1 2) }}' },
    { rule: 'a parameter that wants an int takes no float of the data', template: '{{ trunc .count .name }}' },
  ])('$rule', ({ template }) => expect(() => printed(template)).toThrow(TemplateError));
});
