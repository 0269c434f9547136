import { printed } from './testing.ts';

describe('printf', () => {
  test.each([
    {
      rule: 'values are formatted',
      template: '{{ printf "%d|%5d|%-5d|%05d|%+d|%x|%X|%o|%b|%c|%U|%q" 42 42 42 42 42 255 255 8 5 65 65 65 }}',
      prints: "42|   42|42   |00042|+42|ff|FF|10|101|A|U+0041|'A'",
    },
    {
      rule: 'texts are formatted',
      template: String.raw`{{ printf "%s|%8s|%-8s|%.2s|%q|%x|% x|%+q" "ab" "ab" "ab" "abc" "a\n" "hi" "hi" "é" }}`,
      prints: 'ab|      ab|ab      |ab|"a\\n"|6869|68 69|"\\u00e9"',
    },
    {
      rule: 'floats are formatted',
      template: '{{ printf "%f|%.2f|%8.3f|%e|%g|%G|%v" 1.5 1.5 3.14159 1e20 1e-7 1e-7 1000000.0 }}',
      prints: '1.500000|1.50|   3.142|1.000000e+20|1e-07|1E-07|1e+06',
    },
    {
      rule: 'lists and maps are formatted',
      template: '{{ printf "%v %s %q %#v" .list .list .list .map }}',
      prints: '[a b] [a b] ["a" "b"] map[string]interface {}{"a":map[string]interface {}{"b":"c"}, "z":1}',
    },
    { rule: 'types are told', template: '{{ printf "%T %T %T %T" 1 1.5 "a" .list }}', prints: 'int float64 string []interface {}' },
    {
      rule: 'what does not fit shows',
      template: '{{ printf "%d %s %z" "a" 1 true }} {{ printf "%d" }} {{ printf "x" 1 }} {{ printf "%!" }}',
      prints: '%!d(string=a) %!s(int=1) %!z(bool=true) %!d(MISSING) x%!(EXTRA int=1) %!!(MISSING)',
    },
    { rule: 'arguments have positions', template: '{{ printf "%[2]d %[1]d %*d" 1 2 }}', prints: '2 1 %!d(MISSING)' },
    { rule: 'a percent sign is written twice', template: '{{ printf "100%%" }}', prints: '100%' },
    {
      rule: 'values are printed side by side',
      template: '{{ print 1 2 "a" 3 "b" "c" true nil }} {{ println "a" 1 }}|',
      prints: '1 2a3bctrue <nil> a 1\n|',
    },
  ])('$rule', ({ template, prints }) => expect(printed(template)).toBe(prints));
});
