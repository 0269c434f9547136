import { TemplateError } from '../template-error.ts';
import { printed } from '../testing.ts';

describe('lists in templates', () => {
  test.each([
    {
      rule: 'a list is made and grown',
      template:
        '{{ list 1 "a" nil }} {{ tuple 1 2 }} {{ append .list "c" }} {{ push .list "c" }} {{ prepend .list "z" }} {{ concat .list (list 1) }}',
      prints: '[1 a <nil>] [1 2] [a b c] [a b c] [z a b] [a b 1]',
    },
    {
      rule: 'a list has ends',
      template: '{{ first .list }} {{ last .list }} {{ rest .list }} {{ initial .list }} {{ first (list) }}',
      prints: 'a b [b] [a] <no value>',
    },
    {
      rule: 'a list is turned, cleaned and searched',
      template:
        '{{ reverse .mixed }} {{ uniq .double }} {{ without .double "b" }} {{ compact .mixed }} {{ has "a" .list }} {{ has 9 .list }}',
      prints: '[ map[k:v] true <nil> 1 a] [b a 1] [a 1 1] [a 1 true map[k:v]] true false',
    },
    {
      rule: 'numbers of the data are other numbers than those of the template',
      template: '{{ has 1 .double }} {{ has 1.0 .double }} {{ without .double 1 }}',
      prints: 'false true [b a b 1 1]',
    },
    {
      rule: 'a list is sliced',
      template: '{{ slice .mixed 1 3 }} {{ slice .mixed 2 }} {{ slice .list }}',
      prints: '[1 <nil>] [<nil> true map[k:v] ] [a b]',
    },
    {
      rule: 'a list is cut into chunks',
      template: '{{ chunk 2 .mixed }} {{ chunk 2 (list) }}',
      prints: '[[a 1] [<nil> true] [map[k:v] ]] []',
    },
    {
      rule: 'items become texts',
      template: '{{ join "-" .mixed }} {{ join "," 5 }} {{ toStrings (list 1 nil 2) }} {{ sortAlpha (list 10 9 1) }} {{ sortAlpha "b" }}',
      prints: 'a-1-true-map[k:v]- 5 [1 2] [1 10 9] [b]',
    },
    {
      rule: 'each has a twin that must',
      template:
        '{{ mustAppend .list 1 }} {{ mustPush .list 1 }} {{ mustFirst .list }} {{ mustHas "a" .list }} {{ mustSlice .list 1 }} {{ mustChunk 1 .list }} {{ mustCompact .mixed }} {{ mustUniq .double }} {{ mustWithout .list "a" }} {{ mustReverse .list }} {{ mustRest .list }} {{ mustInitial .list }} {{ mustLast .list }} {{ mustPrepend .list 1 }}',
      prints: '[a b 1] [a b 1] a true [b] [[a] [b]] [a 1 true map[k:v]] [b a 1] [b] [b a] [b] [a] b [1 a b]',
    },
    {
      rule: 'a list that was never made is null in JSON',
      template: '{{ toJson (rest (list)) }} {{ toJson (list) }} {{ toJson (rest (list 1)) }} {{ toJson (concat) }}',
      prints: 'null [] [] null',
    },
  ])('$rule', ({ template, prints }) => expect(printed(template)).toBe(prints));

  test.each([
    { rule: 'what is no list does not grow', template: '{{ append "x" "y" }}' },
    { rule: 'a slice beyond the end is refused', template: '{{ slice .list 1 9 }}' },
  ])('$rule', ({ template }) => expect(() => printed(template)).toThrow(TemplateError));
});
