import { printValue } from './print-value.ts';

test.each<{ rule: string; value: unknown; printed: string }>([
  { rule: 'quotes texts as they are', value: 'Pod', printed: 'Pod' },
  { rule: 'quotes what cannot be made a text as JSON', value: { toString: 1 }, printed: '{"toString":1}' },
  { rule: 'quotes null as null', value: null, printed: 'null' },
  { rule: 'says that there is nothing', value: undefined, printed: 'nothing' },
])('a message $rule', ({ value, printed }) => expect(printValue(value, 'nothing')).toBe(printed));
