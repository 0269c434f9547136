import { invalid, notSupported, type Finding } from '@capi/admission';
import type { ClusterClassPatch, Draft } from '@capi/api';
import { parseTemplate, sprigFunctions, TemplateError } from '@capi/go-template';

import { builtinVariables } from './builtin-variables.ts';

type JsonPatch = NonNullable<NonNullable<Draft<ClusterClassPatch>['definitions']>[number]['jsonPatches']>[number];

/** One change of a patch: what is done, where, and where the value comes from. `variables` are the names that the class defines. */
export const validateJsonPatch = (path: string, patch: JsonPatch, variables: ReadonlySet<string>): readonly Finding[] => [
  ...validateOperation(path, patch),
  ...validatePath(`${path}.path`, patch),
  ...(patch.op === 'add' || patch.op === 'replace' ? validateValue(path, patch, variables) : []),
];

const operations = ['add', 'replace', 'remove'];

const validateOperation = (path: string, { op }: JsonPatch): readonly Finding[] =>
  operations.includes(op ?? '') ? [] : [notSupported(`${path}.op`, op ?? '', `must be one of ${operations.join(', ')}`)];

function validatePath(path: string, { op, path: pointer = '' }: JsonPatch): readonly Finding[] {
  const index = pointer.split('/').find((segment) => isIndex(segment) && !(op === 'add' && Number(segment) === 0));
  return [
    ...(pointer.startsWith('/spec') ? [] : [invalid(path, pointer, 'must begin with /spec')]),
    ...(index === undefined ? [] : [invalid(path, pointer, `must not reach into a list by ${index}; only add may, with 0 or - as index`)]),
  ];
}

/** A number that an index can be; longer ones name fields. */
const isIndex = (segment: string): boolean => /^[+-]?\d+$/.test(segment) && BigInt(segment.replace(/^[+-]/, '')) < 2n ** 63n;

function validateValue(path: string, { value, valueFrom }: JsonPatch, variables: ReadonlySet<string>): readonly Finding[] {
  const hasValue = value !== undefined && value !== null;
  if (hasValue === (valueFrom !== undefined)) return [invalid(path, op(hasValue), 'must have either value or valueFrom')];
  if (valueFrom === undefined) return [];
  const { variable = '', template = '' } = valueFrom;
  if ((variable === '') === (template === '')) return [invalid(`${path}.valueFrom`, valueFrom, 'must have either variable or template')];
  return template === ''
    ? validateVariable(`${path}.valueFrom.variable`, variable, variables)
    : validateTemplate(`${path}.valueFrom.template`, template);
}

const op = (both: boolean): string => (both ? 'both are set' : 'neither is set');

function validateVariable(path: string, variable: string, variables: ReadonlySet<string>): readonly Finding[] {
  const name = variable.split(/[.[]/).find((part) => part !== '') ?? '';
  if (name === 'builtin') {
    return builtinVariables.has(variable)
      ? []
      : [invalid(path, variable, 'is no builtin variable; items of lists and maps take a template')];
  }
  return variables.has(name) ? [] : [invalid(path, variable, `the class defines no variable "${name}"`)];
}

/** A Go template that may call sprig's functions, as patches use it. */
export function validateTemplate(path: string, text: string): readonly Finding[] {
  const parsed = parseTemplate(text, { functions: sprigFunctions });
  return parsed instanceof TemplateError ? [invalid(path, text, `is no Go template: ${parsed.message}`)] : [];
}
