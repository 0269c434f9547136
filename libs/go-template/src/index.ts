export { fn, impure, variadic, type Functions, type ParameterType, type TemplateFunction } from './function.ts';
export type { MissingKey } from './evaluator.ts';
export { sprigFunctions } from './sprig/functions.ts';
export type { Surroundings } from './surroundings.ts';
export { parseTemplate, type ParseOptions, type Template } from './template.ts';
export type { TemplateKeyKind, TemplateKeys } from './template-keys.ts';
export { RefusedByFunction, TemplateError } from './template-error.ts';
export { GoInteger, type GoMap, type GoObject, type Value } from './value.ts';
