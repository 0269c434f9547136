import { renderFileTemplate } from './file-template.ts';

const render = (template: string, controlPlaneVersion?: string): string =>
  renderFileTemplate('/f', template, controlPlaneVersion === undefined ? {} : { controlPlaneVersion });

describe('file template', () => {
  test.each([
    ['version={{ .controlPlane.version }}\n', 'version=v1.34.0\n'],
    ['a {{- .controlPlane.version -}} b', 'av1.34.0b'],
    ['a  {{- /* nothing */ -}}  b', 'ab'],
    ['{{ "{{" }} kept }}', '{{ kept }}'],
  ])('%j renders as %j', (template, text) => expect(render(template, 'v1.34.0')).toBe(text));

  test('says so where there is no version', () => expect(render('{{.controlPlane.version}}')).toBe('<no value>'));

  test('refuses what it does not know', () => {
    expect(() => render('{{ range .x }}')).toThrow('cannot render spec.files /f: the template expression {{ range .x }} is not supported');
  });
});
