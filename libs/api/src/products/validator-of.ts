import { Ajv, type ErrorObject } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';

import type { KindDeclaration } from '../schema/define-kind.ts';
import { schemaOf } from './schema-of.ts';

/** What is wrong with a field. */
export interface FieldProblem {
  /** As Kubernetes writes paths: `spec.files[2].path`; empty for the object itself. */
  readonly path: string;
  readonly why: string;
}

/** Checks an object and lists everything that is wrong with it; an empty list means that it is fine. */
export type Validator = (object: unknown) => readonly FieldProblem[];

/**
 * A validator for objects of a kind in one version, by the same schema as its CRD. CEL rules are not evaluated here: that takes an
 * API server.
 * @throws Error when the kind has no such version: a mistake of the caller
 */
export function validatorOf(kind: { readonly declaration: KindDeclaration }, version: string): Validator {
  const validate = newAjv().compile(schemaOf(kind, version));
  return (object) => (validate(object) ? [] : (validate.errors ?? []).flatMap(problemOf));
}

function newAjv(): Ajv {
  const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, validateFormats: true });
  for (const keyword of [
    'x-kubernetes-validations',
    'x-kubernetes-list-type',
    'x-kubernetes-list-map-keys',
    'x-kubernetes-map-type',
    'x-kubernetes-int-or-string',
    'x-kubernetes-preserve-unknown-fields',
  ]) {
    ajv.addKeyword(keyword);
  }
  for (const format of ['int32', 'int64', 'date-time', 'byte'] as const) ajv.addFormat(format, fullFormats[format]);
  return ajv;
}

function problemOf({ keyword, instancePath, schemaPath, params, message = 'is not valid' }: ErrorObject): readonly FieldProblem[] {
  const path = pathOf(instancePath);
  // The two branches of "a number or a text" fail one by one; the sentence for both is enough.
  if (keyword === 'anyOf') return [{ path, why: 'must be a number or a text' }];
  if (/\/anyOf\/\d+\//.test(schemaPath)) return [];
  if (keyword === 'required') {
    const name = String((params as { missingProperty: string }).missingProperty);
    return [{ path: path === '' ? name : `${path}.${name}`, why: 'is required' }];
  }
  if (keyword === 'enum') {
    const { allowedValues } = params as { allowedValues: readonly string[] };
    return [{ path, why: `must be one of ${allowedValues.join(', ')}` }];
  }
  return [{ path, why: message }];
}

/** `/spec/files/2/path` → `spec.files[2].path`. */
const pathOf = (pointer: string): string =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : path === '' ? part : `${path}.${part}`), '');
