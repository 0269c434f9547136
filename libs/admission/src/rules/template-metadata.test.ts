import { validateTemplateMetadata } from './template-metadata.ts';

const found = (metadata: Parameters<typeof validateTemplateMetadata>[1]) =>
  validateTemplateMetadata('spec.metadata', metadata).map(({ kind, path }) => `${kind} ${path}`);

describe('metadata of a template', () => {
  test('may be absent or empty', () => expect([...found(undefined), ...found({}), ...found({ labels: {}, annotations: {} })]).toEqual([]));
  test('has a finding for each bad key and each bad value of a label', () => {
    expect(found({ labels: { 'a/b/c': 'x', a: '-x' } })).toEqual(['Invalid spec.metadata.labels', 'Invalid spec.metadata.labels']);
  });
  test('may have any value and capitals in keys of annotations', () => {
    expect(found({ annotations: { 'Example.COM/Key': 'any text\n' } })).toEqual([]);
    expect(found({ annotations: { '-': '' } })).toEqual(['Invalid spec.metadata.annotations']);
  });
  test('has annotations of 256 KiB at most, keys included', () => {
    expect(found({ annotations: { a: 'x'.repeat(256 * 1024 - 1) } })).toEqual([]);
    expect(found({ annotations: { a: 'x'.repeat(256 * 1024) } })).toEqual(['TooLong spec.metadata.annotations']);
  });
});
