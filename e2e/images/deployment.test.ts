import { withDefaults } from './deployment.ts';

describe('variables of a manifest', () => {
  test.each([
    { rule: 'become their defaults', text: '--a=${A:=true},B=${B_1:=false}', plain: '--a=true,B=false' },
    { rule: 'may have a colon in their defaults', text: '--a=${A:=:8443}', plain: '--a=:8443' },
    { rule: 'may be empty', text: 'value: ${A:=""}', plain: 'value: ""' },
    { rule: 'are left alone when they have no default', text: '${A} $(B)', plain: '${A} $(B)' },
  ])('$rule', ({ text, plain }) => expect(withDefaults(text)).toBe(plain));
});
