import { inlineBootstrapDataName, isInlineBootstrapDataName } from './bootstrap-data.ts';

describe('name of a Secret for inline bootstrap data', () => {
  test('is the owner’s with an ending', () => {
    expect(inlineBootstrapDataName('cp-0')).toBe('cp-0-v1alpha2-bootstrap-data');
  });

  test('of a template changes with the data', () => {
    expect(inlineBootstrapDataName('workers', 'YQ==')).not.toBe(inlineBootstrapDataName('workers', 'Yg=='));
  });

  test.each([undefined, 'YQ=='])('is never too long, and tells long owners apart (data %p)', (data) => {
    const [a, b] = ['a', 'b'].map((last) => inlineBootstrapDataName('m'.repeat(252) + last, data));
    expect(a?.length).toBe(253);
    expect(a).not.toBe(b);
    expect(isInlineBootstrapDataName(a ?? '', data)).toBe(true);
  });
});
