import { defaultMachineNaming, machineSetName, renderName } from './names.ts';
import { templateHash } from './template-hash.ts';

const values = { 'machineSet.name': 'demo-r4nv6', 'cluster.name': 'demo' };

describe('generated names', () => {
  test.each([
    { rule: 'follow the set by default', template: defaultMachineNaming, name: 'demo-r4nv6-bcdfg' },
    { rule: 'follow the template', template: '{{ .cluster.name }}-worker-{{.random}}', name: 'demo-worker-bcdfg' },
    { rule: 'may depend on anything', template: '{{ if eq .cluster.name "demo" -}} d {{- end }}-{{ .random }}', name: 'd-bcdfg' },
    { rule: 'are cut so that they stay unique', template: `${'x'.repeat(70)}-{{ .random }}`, name: `${'x'.repeat(58)}bcdfg` },
  ])('$rule', ({ template, name }) => expect(renderName(template, values, 'bcdfg')).toBe(name));

  test.each([
    { rule: 'need a random part', template: 'worker', why: 'lacks {{ .random }}' },
    { rule: 'know only what they are told', template: '{{ .region }}-{{ .random }}', why: 'region' },
    { rule: 'need a template that can be read', template: '{{ if }}-{{ .random }}', why: 'correct the naming template' },
  ])('$rule', ({ template, why }) => expect(() => renderName(template, values, 'bcdfg')).toThrow(why));

  test('of sets are cut to a label value', () => {
    expect(machineSetName('demo', 'r4nv6')).toBe('demo-r4nv6');
    expect(machineSetName('d'.repeat(63), 'r4nv6')).toBe(`${'d'.repeat(58)}r4nv6`);
  });

  test('hash the same whatever the order of keys', () => {
    expect(templateHash({ a: 1, b: { c: 2, d: undefined } })).toBe(templateHash({ b: { c: 2 }, a: 1 }));
    expect(templateHash({ a: 1 })).not.toBe(templateHash({ a: 2 }));
  });
});
