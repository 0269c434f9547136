import { TemplateError } from './template-error.ts';
import { parseTemplate } from './template.ts';
import { printed } from './testing.ts';
import { GoInteger } from './value.ts';

describe('templates', () => {
  test.each([
    { rule: 'texts stand for themselves', template: 'a {{ .name }} b', prints: 'a hello b' },
    {
      rule: 'values are printed as Go prints them',
      template: '{{ .count }} {{ .million }} {{ .list }} {{ .map }} {{ .nothing }} {{ .missing }} {{ true }} {{ 1.5 }}',
      prints: '3 1e+06 [a b] map[a:map[b:c] z:1] <no value> <no value> true 1.5',
    },
    { rule: 'blanks are trimmed next to a dash', template: 'a  {{- .name -}}  b', prints: 'ahellob' },
    { rule: 'comments are gone', template: 'a{{/* c */}}b {{- /* d */ -}} c', prints: 'abc' },
    {
      rule: 'conditions choose',
      template:
        '{{ if eq .name "bye" }}1{{ else if .list }}2{{ else }}3{{ end }}{{ with .map.a }}{{ .b }}{{ end }}{{ with .missing }}x{{ else }}y{{ end }}',
      prints: '2cy',
    },
    {
      rule: 'lists, maps and numbers are walked',
      template:
        '{{ range $i, $e := .list }}{{ $i }}{{ $e }}{{ end }} {{ range $k, $v := .map }}{{ $k }}{{ end }} {{ range 3 }}{{ . }}{{ end }} {{ range .missing }}x{{ else }}none{{ end }}',
      prints: '0a1b az 012 none',
    },
    {
      rule: 'walks end early',
      template: '{{ range .mixed }}{{ if not . }}{{ continue }}{{ end }}{{ if eq (kindOf .) "map" }}{{ break }}{{ end }}{{ . }}{{ end }}',
      prints: 'a1true',
    },
    {
      rule: 'variables live as long as their block',
      template: '{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ $y := 3 }}{{ $y }}{{ end }}{{ $x }}',
      prints: '32',
    },
    {
      rule: 'templates call templates',
      template: '{{ define "t" }}[{{ . }}]{{ end }}{{ template "t" .name }}{{ block "b" .count }}<{{ . }}>{{ end }}',
      prints: '[hello]<3>',
    },
    { rule: 'a value is handed on as the last argument', template: '{{ .name | printf "%s-%s" "a" | quote }}', prints: '"a-hello"' },
    { rule: 'what decides first is all that is looked at', template: '{{ and 0 (fail "x") }} {{ or 1 (fail "x") }}', prints: '0 1' },
    {
      rule: 'numbers are compared within their kind',
      template: '{{ eq 1 1 }} {{ lt 1 2 }} {{ eq .count 3.0 }} {{ gt 2.5 1.5 }} {{ eq "a" "b" "a" }}',
      prints: 'true true true true true',
    },
    { rule: 'a field of what is missing is missing', template: '{{ .missing.x }} {{ .map.missing }}', prints: '<no value> <no value>' },
    {
      rule: 'what HTML, JavaScript and URLs take for their own is escaped',
      template: String.raw`{{ html "<a>&'\"" }} {{ js "it's <b>" }} {{ urlquery "a b&c" }}`,
      prints: "&lt;a&gt;&amp;&#39;&#34; it\\'s \\u003Cb\\u003E a+b%26c",
    },
    {
      rule: 'numbers are written in many ways',
      template: "{{ 0x1F }} {{ 0b11 }} {{ 017 }} {{ 1_000 }} {{ 1e3 }} {{ 'a' }} {{ 0x1p4 }}",
      prints: '31 3 15 1000 1000 97 16',
    },
  ])('$rule', ({ template, prints }) => expect(printed(template)).toBe(prints));

  test.each([
    { rule: 'a number of the data is no int', template: '{{ eq .count 3 }}' },
    {
      rule: 'an item is found by its index',
      template: '{{ index .list 1 }} {{ index .map "a" "b" }} {{ slice "hello" 1 3 }} {{ len "hé" }}',
    },
    { rule: 'an item that there is not is refused', template: '{{ index .list 5 }}' },
    { rule: 'a field of nothing is refused', template: '{{ .nothing.x }}' },
    { rule: 'a field of a text is refused', template: '{{ .name.x }}' },
  ])('$rule', ({ template }) => expect(() => printed(template)).toThrow(TemplateError));

  test('whole numbers keep the type that they bring along', () => {
    const parsed = parseTemplate('{{ if eq .weight 100 }}{{ printf "%04d" .weight }}{{ end }}');
    if (parsed instanceof TemplateError) throw parsed;
    expect(parsed.render({ weight: new GoInteger('int', 100n) })).toBe('0100');
  });
});
