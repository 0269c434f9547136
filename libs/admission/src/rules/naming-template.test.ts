import { validateNamingTemplate } from './naming-template.ts';

const names = { sample: { cluster: { name: 'cluster' }, machineSet: { name: 'machineset' } }, mustBeRandom: true };
const found = (template: string | undefined, mustBeRandom = true) =>
  validateNamingTemplate('spec.machineNaming.template', template, { ...names, mustBeRandom });

describe('a template for names', () => {
  test.each([
    '{{ .cluster.name }}-{{ .random }}',
    'x.{{ .random }}',
    `${'y'.repeat(60)}-{{ .random }}`,
    '{{- .machineSet.name -}}-{{ .random }}',
  ])('may be %s', (template) => expect(found(template)).toEqual([]));
  test.each([
    'UPPER-{{ .random }}',
    '-{{ .random }}',
    '{{ .random }}-',
    '{{ .cluster.name }}_{{ .random }}',
    '{{ if }}{{ .random }}',
    '{{ .nope.name }}-{{ .random }}',
    '{{ .cluster.nope }}-{{ .random }}',
    '{{.random}}',
    'fixed',
  ])('may not be %s', (template) => expect(found(template)).toMatchObject([{ kind: 'Invalid', path: 'spec.machineNaming.template' }]));

  test('may be absent', () => expect([...found(undefined), ...found('')]).toEqual([]));
  test('need not be random for what there is one of', () => expect(found('fixed', false)).toEqual([]));
  test('is told of everything that is wrong', () => expect(found('Fixed')).toHaveLength(2));
});
