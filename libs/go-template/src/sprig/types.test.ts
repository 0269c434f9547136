import { printed } from '../testing.ts';

describe('types in templates', () => {
  test.each([
    {
      rule: "a type has Go's name",
      template:
        '{{ typeOf 1 }} {{ typeOf "a" }} {{ typeOf 1.5 }} {{ typeOf nil }} {{ typeOf .map }} {{ typeOf .list }} {{ typeOf (int64 1) }} {{ typeOf (semver "1") }}',
      prints: 'int string float64 <nil> map[string]interface {} []interface {} int64 *semver.Version',
    },
    {
      rule: "a kind has Go's name",
      template: '{{ kindOf 1 }} {{ kindOf .list }} {{ kindOf .map }} {{ kindOf nil }} {{ kindOf .count }} {{ kindOf (semver "1") }}',
      prints: 'int slice map invalid float64 ptr',
    },
    {
      rule: 'types are compared',
      template:
        '{{ typeIs "int" 1 }} {{ typeIs "string" 1 }} {{ typeIsLike "semver.Version" (semver "1") }} {{ kindIs "map" .map }} {{ kindIs "slice" .map }}',
      prints: 'true false true true false',
    },
  ])('$rule', ({ template, prints }) => expect(printed(template)).toBe(prints));
});
