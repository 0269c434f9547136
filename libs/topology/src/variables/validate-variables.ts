import { invalid, required, validateTemplateMetadata, type Finding } from '@capi/admission';
import type { ClusterClassVariable, Draft } from '@capi/api';

import { validateVariableSchema } from './variable-schema.ts';

/** Variables that a class defines: names of their own and schemas that values can be held against. */
export function validateVariables(variables: readonly Draft<ClusterClassVariable>[]): readonly Finding[] {
  const taken = new Set<string>();
  return variables.flatMap((variable) => {
    const { name = '' } = variable;
    const path = `spec.variables[${name}]`;
    const isTaken = taken.has(name);
    taken.add(name);
    return [
      ...validateName(`${path}.name`, name, isTaken),
      ...validateTemplateMetadata(`${path}.deprecatedV1Beta1Metadata`, variable.deprecatedV1Beta1Metadata),
      ...validateVariableSchema(`${path}.schema.openAPIV3Schema`, variable.schema?.openAPIV3Schema),
    ];
  });
}

function validateName(path: string, name: string, isTaken: boolean): readonly Finding[] {
  return [
    ...(name === '' ? [required(path, 'name the variable')] : []),
    ...(name === 'builtin' ? [invalid(path, name, 'is what Cluster API itself fills in; take another name')] : []),
    ...(name.includes('.') ? [invalid(path, name, 'must not contain a dot, which parts fields from variables')] : []),
    ...(isTaken ? [invalid(path, name, 'is defined by an earlier variable')] : []),
  ];
}
