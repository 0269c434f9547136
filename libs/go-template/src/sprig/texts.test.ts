import { TemplateError } from '../template-error.ts';
import { printed } from '../testing.ts';

describe('texts in templates', () => {
  test.each([
    {
      rule: 'blanks and other letters go from both ends',
      template: String.raw`{{ trim " a b\t" }}|{{ trimAll "$" "$5.00$" }}|{{ trimPrefix "-" "-a-" }}|{{ trimSuffix "-" "-a-" }}`,
      prints: 'a b|5.00|a-|-a',
    },
    {
      rule: 'Unicode blanks are blanks, a zero-width space is none',
      template: String.raw`{{ trim "\u00a0a\u2003" }}|{{ trim "\u200ba" | len }}`,
      prints: 'a|4',
    },
    {
      rule: 'a text is asked for its parts',
      template: '{{ contains "cat" "catch" }} {{ hasPrefix "cat" "catch" }} {{ hasSuffix "ch" "catch" }} {{ contains "x" "catch" }}',
      prints: 'true true true false',
    },
    {
      rule: 'replaced is the plain text, everywhere',
      template: '{{ replace "." "-" "v1.30.2" }} {{ replace "$" "$&" "a$b" }} {{ replace "" "-" "abc" }}',
      prints: 'v1-30-2 a$&b -a-b-c-',
    },
    {
      rule: 'cutting counts bytes',
      template: '{{ trunc 5 "hello world" }}|{{ trunc -5 "hello world" }}|{{ trunc 1 "é" | len }}|{{ trunc 9 "short" }}',
      prints: 'hello|world|1|short',
    },
    {
      rule: 'a part lies between bytes',
      template: '{{ substr 1 3 "hello" }}|{{ substr 2 -1 "hello" }}|{{ substr -1 3 "hello" }}|{{ substr 1 100 "hello" }}',
      prints: 'el|llo|hel|ello',
    },
    { rule: 'halves of characters come together again', template: String.raw`{{ print (trunc 1 "é") "\xa9" }}`, prints: 'é' },
    {
      rule: 'every line is indented',
      template: String.raw`{{ indent 2 "a\nb\n" }}|{{ nindent 2 "a\nb" }}`,
      prints: '  a\n  b\n  |\n  a\n  b',
    },
    { rule: 'repeating has a number', template: '{{ repeat 3 "ab" }}|{{ repeat 0 "ab" }}', prints: 'ababab|' },
    {
      rule: 'quotes go around each value that is one',
      template: String.raw`{{ quote "a\"b" 1 nil true }} {{ squote "a" nil 1 }} {{ quote }}`,
      prints: '"a\\"b" "1" "true" \'a\' \'1\' ',
    },
    { rule: 'values are joined with blanks', template: '{{ cat "a" 1 nil "b" }}', prints: 'a 1 b' },
    {
      rule: 'any value is a text',
      template: '{{ toString 1.5 }} {{ toString .list }} {{ toString nil }} {{ toString 1000000.0 }}',
      prints: '1.5 [a b] <nil> 1e+06',
    },
    {
      rule: 'pieces have numbers or make a list',
      template: '{{ (split "$" "a$b$c")._1 }} {{ splitList "." "a.b" | join "+" }} {{ (splitn "." 2 "a.b.c")._1 }}',
      prints: 'b a+b b.c',
    },
    {
      rule: 'one is not many',
      template: '{{ plural "one" "many" 1 }} {{ plural "one" "many" 0 }} {{ len .list | plural "one" "many" }}',
      prints: 'one many many',
    },
    {
      rule: 'long texts are abbreviated',
      template:
        '{{ abbrev 5 "hello world" }}|{{ abbrevboth 5 10 "1234 5678 9123" }}|{{ abbrev 20 "hello" }}|{{ abbrevboth 6 7 "123456789012345" }}',
      prints: 'he...|...5678...|hello|...7...',
    },
    {
      rule: 'lines are broken at blanks',
      template: '{{ wrap 5 "hello world foo" }}|{{ wrapWith 3 "-" "hello" }}',
      prints: 'hello\nworld\nfoo|hel-lo',
    },
    {
      rule: 'blanks go, and letters beyond ASCII go to pieces as in sprig',
      template: String.raw`{{ nospace "h e\tl l\no" }} {{ nospace "é" }}`,
      prints: 'hello é',
    },
  ])('$rule', ({ template, prints }) => expect(printed(template)).toBe(prints));

  test.each([
    { rule: 'a part that there is not is refused', template: '{{ substr 4 2 "hello" }}' },
    { rule: 'nothing is indented by less than nothing', template: '{{ indent -1 "a" }}' },
    { rule: 'repeating less than never is refused', template: '{{ repeat -1 "ab" }}' },
    { rule: 'a template fails on demand', template: '{{ fail "no region" }}' },
  ])('$rule', ({ template }) => expect(() => printed(template)).toThrow(TemplateError));
});
