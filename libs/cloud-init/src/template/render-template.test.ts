import { renderTemplate } from './render-template.ts';

const facts = { hostname: 'cp-0', instanceID: 'uid-1', platform: 'docker' };
const render = (text: string): string => renderTemplate(`## template: jinja\n${text}`, facts).slice('## template: jinja\n'.length);

describe('template', () => {
  test.each<{ rule: string; text: string; out: string }>([
    {
      rule: 'knows the machine',
      text: '{{ ds.meta_data.local_hostname }} {{ds.meta_data.hostname}} {{- v1.local_hostname -}} {{ v1.local-hostname }} {{ local_hostname }}',
      out: 'cp-0 cp-0 cp-0 cp-0 cp-0',
    },
    {
      rule: 'knows instance and cloud',
      text: '{{ ds.meta_data.instance_id }} {{ v1.cloud_name }} {{ v1.platform }}',
      out: 'uid-1 docker docker',
    },
    {
      rule: 'leaves braces alone that are not about the machine',
      text: '{{ .Names }} {{ foo }} ${#array} %{http_code}',
      out: '{{ .Names }} {{ foo }} ${#array} %{http_code}',
    },
    {
      rule: 'takes the marks of raw text away',
      text: 'a {% raw %}{{ v1.instance_id }} {% if %}{% endraw %} b',
      out: 'a {{ v1.instance_id }} {% if %} b',
    },
    { rule: 'leaves percent signs in braces alone', text: '{%x%} ${a%b}', out: '{%x%} ${a%b}' },
  ])('$rule', ({ text, out }) => expect(render(text)).toBe(out));

  test.each<{ rule: string; text: string; error: string }>([
    {
      rule: 'does not know other data',
      text: '\n{{ ds.meta_data.region }}',
      error: 'line 3: {{ ds.meta_data.region }} asks for instance data',
    },
    {
      rule: 'does not know filters',
      text: '{{ v1.instance_id | hash("secret") }}',
      error: 'line 2: an expression on {{ v1 }} is more than a name',
    },
    { rule: 'does not know statements', text: '{% if secret %}', error: 'line 2: the template statement {% if %} is not evaluated here' },
  ])('$rule, says so with the line, and quotes no more than a name', ({ text, error }) => {
    expect(() => render(text)).toThrow(error);
    expect(() => render(text)).not.toThrow(/secret/);
  });

  test('is none without the header', () => expect(renderTemplate('{{ v1.instance_id }}', facts)).toBe('{{ v1.instance_id }}'));
});
