import type { OpenApiSchema } from '../served-resource.ts';
import { applyDefaults } from './apply-defaults.ts';
import type { Cause } from './cause.ts';
import { checkRules } from './check-rules.ts';
import type { CompiledSchema } from './compiled-schema.ts';
import { invalid } from './field-errors.ts';
import { prune } from './prune.ts';
import { SchemaNode } from './schema-node.ts';
import { noFindings, validate } from './validate.ts';

const compiled = new WeakMap<OpenApiSchema, CompiledSchema>();

/**
 * Makes the schema of a kind ready for use: of one version of a CRD (`openAPIV3Schema`), or a reference to a built-in type. Every
 * object has apiVersion, kind and metadata, declared or not. The same schema object gives the same result.
 */
export function compileSchema(schema: OpenApiSchema): CompiledSchema {
  const existing = compiled.get(schema);
  if (existing !== undefined) return existing;
  const made = compile(schema);
  compiled.set(schema, made);
  return made;
}

function compile(schema: OpenApiSchema): CompiledSchema {
  const lenient = typeof schema['$ref'] === 'string';
  const root = new SchemaNode(schema, true);
  return {
    root,
    prune(object) {
      const pruned: string[] = [];
      return { object: prune(object, root, '', pruned) as Record<string, unknown>, pruned };
    },
    applyDefaults: (object) => applyDefaults(object, root) as Record<string, unknown>,
    validate(object, old, warnings = []) {
      const causes = findings(root, object, { old, ratchet: false, lenient, warnings: [] });
      if (causes.length === 0 || old === undefined) return causes;
      // Comparing with the stored object costs time, so only an object that has something wrong pays for it.
      return findings(root, object, { old, ratchet: true, lenient, warnings });
    },
    get ruleErrors() {
      return ruleErrors(root);
    },
  };
}

type Fields = Readonly<Record<string, unknown>>;

interface Circumstances {
  readonly old: Fields | undefined;
  readonly ratchet: boolean;
  readonly lenient: boolean;
  readonly warnings: string[];
}

/** Findings that keep rules from being run: they read values as their schema promises them. */
const blocking = new Set([
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
]);

const notChecked =
  'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation';

/** The schema first, then, unless that finds too much, the rules. */
function findings(root: SchemaNode, object: Fields, { old, ratchet, lenient, warnings }: Circumstances): readonly Cause[] {
  const found = noFindings();
  validate(object, old, root, '', { ratchet, lenient }, found);
  // Lists that were no sets or maps before may stay so.
  const causes = ratchet && old !== undefined && hasBrokenLists(root, old, lenient) ? found.causes : [...found.causes, ...found.lists];
  if (!root.hasRules) return causes;
  if (causes.some(({ reason }) => blocking.has(reason))) return [...causes, invalid('', null, notChecked)];
  checkRules(object, old, root, '', { ratchet, causes, warnings });
  return causes;
}

function hasBrokenLists(root: SchemaNode, old: Fields, lenient: boolean): boolean {
  const found = noFindings();
  validate(old, undefined, root, '', { ratchet: false, lenient }, found);
  return found.lists.length > 0;
}

/** Rules that do not compile, anywhere in the schema. */
function ruleErrors(root: SchemaNode): readonly string[] {
  const errors: string[] = [];
  const seen = new Set<unknown>();
  const visit = (node: SchemaNode, path: string): void => {
    if (seen.has(node.schema)) return;
    seen.add(node.schema);
    for (const rule of node.rules) if (rule.error !== undefined) errors.push(`${path}: ${rule.error}`);
    for (const [name, child] of node.properties) visit(child, path === '' ? name : `${path}.${name}`);
    if (node.values !== undefined) visit(node.values, `${path}[*]`);
    if (node.type === 'array') visit(node.items, `${path}[]`);
  };
  visit(root, '');
  return errors;
}
