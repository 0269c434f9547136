import { sprigFunctions } from './sprig/functions.ts';
import { TemplateError } from './template-error.ts';
import { parseTemplate } from './template.ts';
import { printed } from './testing.ts';

describe('a template', () => {
  test.each([
    { rule: 'does not walk for ever', template: '{{ range 1000000 }}{{ range 1000000 }}{{ end }}{{ end }}' },
    { rule: 'does not call itself for ever', template: '{{ define "a" }}{{ template "a" }}{{ end }}{{ template "a" }}' },
    { rule: 'does not double a text for ever', template: '{{ $x := "a" }}{{ range 40 }}{{ $x = print $x $x }}{{ end }}' },
    { rule: 'does not double a list for ever', template: '{{ $x := list 1 }}{{ range 40 }}{{ $x = concat $x $x }}{{ end }}' },
    { rule: 'does not fill the memory at once', template: '{{ until 100000000 }}' },
    { rule: 'does not repeat for ever', template: '{{ repeat 100000000 "a" }}' },
    { rule: 'does not print a map that is in itself', template: '{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ $d }}' },
    { rule: 'does not make one key after the other', template: '{{ range 1000 }}{{ genPrivateKey "" }}{{ end }}' },
  ])('$rule', ({ template }) => expect(() => printed(template)).toThrow(TemplateError));

  test('does not nest without end', () => {
    const template = `{{ ${'('.repeat(50_000)}1${')'.repeat(50_000)} }}`;
    expect(parseTemplate(template, { functions: sprigFunctions })).toBeInstanceOf(TemplateError);
  });

  test('knows nothing of the machine', () => {
    const unknown = ['env', 'expandenv', 'getHostByName', 'now', 'date', 'uuidv4', 'randAlpha', 'toYaml', 'tpl'];
    const parsed = unknown.map((name) => parseTemplate(`{{ ${name} }}`, { functions: sprigFunctions }));
    expect(parsed.every((each) => each instanceof TemplateError)).toBe(true);
  });
});
