import type { Cause } from './cause.ts';
import type { SchemaNode } from './schema-node.ts';

/** A schema made ready for repeated use. Made by `compileSchema`; immutable, so that servers share it. */
export interface CompiledSchema {
  /** The walkable form, for patches and managed fields. */
  readonly root: SchemaNode;
  /**
   * Drops every field that the schema does not know. Honours `x-kubernetes-preserve-unknown-fields` and embedded resources.
   * @returns the object itself when nothing was dropped, else a copy that shares what did not change; and the paths dropped
   */
  prune(object: Readonly<Record<string, unknown>>): { object: Record<string, unknown>; pruned: readonly string[] };
  /**
   * Fills in defaults below existing parents, and replaces null where a default exists and null is not allowed.
   * @returns the object itself when nothing was missing, else a copy that shares what did not change
   */
  applyDefaults(object: Readonly<Record<string, unknown>>): Record<string, unknown>;
  /**
   * Everything that is wrong with the object: types, bounds, patterns, formats, list keys, CEL rules.
   * @param old the stored object on update: transition rules see it, and what was invalid before and has not changed is let through
   * @param warnings takes the rules that are let through
   */
  validate(object: Readonly<Record<string, unknown>>, old?: Readonly<Record<string, unknown>>, warnings?: string[]): readonly Cause[];
  /** Errors in CEL rules of the schema itself, with the rule's text: a CRD with any is refused. */
  readonly ruleErrors: readonly string[];
}
