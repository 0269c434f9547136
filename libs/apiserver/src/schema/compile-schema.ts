import type { OpenApiSchema } from '../served-resource.ts';
import { applyDefaults } from './apply-defaults.ts';
import type { Cause } from './cause.ts';
import type { CompiledSchema } from './compiled-schema.ts';
import { prune } from './prune.ts';
import { SchemaNode } from './schema-node.ts';
import { validate } from './validate.ts';

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
    validate(object, old) {
      const causes: Cause[] = [];
      validate(object, old, root, '', { ratchet: false, lenient }, causes);
      if (causes.length === 0 || old === undefined) return causes;
      // Comparing with the stored object costs time, so only an object that has something wrong pays for it.
      const remaining: Cause[] = [];
      validate(object, old, root, '', { ratchet: true, lenient }, remaining);
      return remaining;
    },
    get ruleErrors() {
      return ruleErrors(root);
    },
  };
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
