import type { ClusterClassVariable, Draft } from '@capi/api';

import { said } from '../testing.ts';
import { validateVariables } from './validate-variables.ts';

const schema = { openAPIV3Schema: { type: 'string' } };

describe('the variables of a class', () => {
  test.each<{ rule: string; variables: readonly object[]; says: readonly string[] }>([
    { rule: 'may be called nearly anything', variables: [{ name: 'a_b-C', schema }], says: [] },
    { rule: 'are called something', variables: [{ schema }], says: ['Required spec.variables[].name'] },
    { rule: 'are not called builtin', variables: [{ name: 'builtin', schema }], says: ['Invalid spec.variables[builtin].name'] },
    { rule: 'have no dot in their names', variables: [{ name: 'a.b', schema }], says: ['Invalid spec.variables[a.b].name'] },
    {
      rule: 'have names of their own',
      variables: [
        { name: 'a', schema },
        { name: 'a', schema },
      ],
      says: ['Invalid spec.variables[a].name'],
    },
    {
      rule: 'have metadata that is well formed',
      variables: [{ name: 'a', schema, deprecatedV1Beta1Metadata: { annotations: { 'a b': '' } } }],
      says: ['Invalid spec.variables[a].deprecatedV1Beta1Metadata.annotations'],
    },
    { rule: 'have a schema', variables: [{ name: 'a' }], says: ['Required spec.variables[a].schema.openAPIV3Schema.type'] },
  ])('$rule', ({ variables, says }) => expect(said(validateVariables(variables as readonly Draft<ClusterClassVariable>[]))).toEqual(says));
});
