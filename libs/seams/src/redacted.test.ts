import { inspect } from 'node:util';

import { secret } from './redacted.ts';

describe('secret', () => {
  test.each<{ rule: string; print: (value: unknown) => string }>([
    { rule: 'is hidden in a template string', print: (value) => `${value as string}` },
    { rule: 'is hidden when added to a text', print: (value) => 'token ' + (value as string) },
    { rule: 'is hidden in JSON', print: (value) => JSON.stringify({ value }) },
    { rule: 'is hidden by inspect, however deep', print: (value) => inspect({ a: { b: { value } } }, { depth: 9, showHidden: true }) },
    { rule: 'is hidden in an error message', print: (value) => String(new Error(String(value))) },
  ])('$rule', ({ print }) => {
    expect(print(secret('hunter2'))).toContain('[redacted]');
    expect(print(secret('hunter2'))).not.toContain('hunter2');
  });

  test('gives the value to who asks for it', () => {
    expect(secret('hunter2').reveal()).toBe('hunter2');
  });
});
