import { TemplateError } from '../template-error.ts';
import { printed } from '../testing.ts';

describe('maps in templates', () => {
  test.each([
    { rule: 'a map is made of pairs', template: '{{ dict "a" 1 "b" }} {{ dict 1.5 2 }}', prints: 'map[a:1 b:] map[1.5:2]' },
    {
      rule: 'a map is changed in place',
      template:
        '{{ $d := dict "a" 1 }}{{ $_ := set $d "b" 2 }}{{ $_ = unset $d "a" }}{{ $d }} {{ hasKey $d "b" }} {{ get $d "b" }} {{ get $d "zzz" }}|',
      prints: 'map[b:2] true 2 |',
    },
    {
      rule: 'a map that is not there can be read',
      template: '{{ keys .missing }} {{ hasKey .missing "a" }} {{ get .missing "a" }}|',
      prints: '[] false |',
    },
    {
      rule: 'values are plucked from several',
      template: '{{ pluck "a" .map (dict "a" 1) (dict "b" 1) }} {{ first (pluck "zzz" .map) }}',
      prints: '[map[b:c] 1] <no value>',
    },
    { rule: 'keys and values are listed', template: '{{ keys .map | sortAlpha }} {{ values (dict "a" 1) }}', prints: '[a z] [1]' },
    { rule: 'some keys are picked or left out', template: '{{ pick .map "z" "q" }} {{ omit .map "a" "q" }}', prints: 'map[z:1] map[z:1]' },
    {
      rule: 'merging fills up',
      template:
        '{{ merge (dict "a" 1 "b" 0) (dict "b" 2 "c" 3) (dict "c" 4) }} {{ merge (dict "a" (dict "x" 1)) (dict "a" (dict "x" 2 "y" 3)) }} {{ mustMerge .missing (dict "a" 1) }}',
      prints: 'map[a:1 b:2 c:3] map[a:map[x:1 y:3]] map[a:1]',
    },
    {
      rule: 'merging overwrites',
      template:
        '{{ mergeOverwrite (dict "a" 1 "b" 0) (dict "b" 2 "c" 3) }} {{ mergeOverwrite (dict "a" (dict "x" 1)) (dict "a" (dict "x" 0)) }} {{ mustMergeOverwrite (dict "a" "x") (dict "a" "") }} {{ mergeOverwrite (dict "a" (dict "x" 1)) (dict "a" "s") }}',
      prints: 'map[a:1 b:2 c:3] map[a:map[x:0]] map[a:] map[a:s]',
    },
    {
      rule: 'merging shares what it takes over',
      template: '{{ $a := dict "k" (dict "n" 1) }}{{ $b := merge (dict) $a }}{{ $_ := set $b.k "n" 2 }}{{ $a }}',
      prints: 'map[k:map[n:2]]',
    },
    {
      rule: 'a copy shares nothing',
      template: '{{ $a := dict "k" (dict "n" 1) }}{{ $b := deepCopy $a }}{{ $_ := set $b.k "n" 2 }}{{ $a }} {{ mustDeepCopy .list }}',
      prints: 'map[k:map[n:1]] [a b]',
    },
    {
      rule: 'equal is equal all the way down',
      template: '{{ deepEqual .list (list "a" "b") }} {{ deepEqual 1 1.0 }} {{ deepEqual .map .map }}',
      prints: 'true false true',
    },
    {
      rule: 'digging follows a path or takes the default',
      template: '{{ dig "a" "b" "d" .map }} {{ dig "a" "zz" "d" .map }} {{ dig "zz" "b" "d" .map }}',
      prints: 'c d d',
    },
  ])('$rule', ({ template, prints }) => expect(printed(template)).toBe(prints));

  test.each([
    { rule: 'a map that is not there cannot be written', template: '{{ set .missing "a" 1 }}' },
    { rule: 'null is no map', template: '{{ keys .nothing }}' },
    { rule: 'a text is no map', template: '{{ hasKey .name "a" }}' },
    { rule: 'nothing has no copy', template: '{{ deepCopy nil }}' },
    { rule: 'digging in what is no map is refused', template: '{{ dig "z" "q" "d" .map }}' },
  ])('$rule', ({ template }) => expect(() => printed(template)).toThrow(TemplateError));
});
