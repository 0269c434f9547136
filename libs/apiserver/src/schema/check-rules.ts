import type { Cause } from './cause.ts';
import { equalJson, isObject } from './json.ts';
import { itemKey } from './list-types.ts';
import { brokenRules } from './rules.ts';
import type { SchemaNode } from './schema-node.ts';

export interface RuleFindings {
  /** Let through what is invalid but equal to the stored value, with a warning; rules that compare with it are not. */
  readonly ratchet: boolean;
  readonly causes: Cause[];
  readonly warnings: string[];
}

/**
 * Runs the CEL rules of a value, its own first, then those of what is below it.
 * @param old the stored value at the same place; undefined when there is none or it cannot be told which
 * @see Kubernetes, "Validation Ratcheting" and "Transition rules" (behaviour)
 */
export function checkRules(value: unknown, old: unknown, node: SchemaNode, path: string, found: RuleFindings): void {
  if (!node.hasRules || value === undefined || value === null) return;
  if (node.rules.length > 0) {
    for (const { rule, cause } of brokenRules(value, old, node, path)) {
      const isLetThrough = found.ratchet && !rule.transition && old !== undefined && equalJson(value, old);
      if (isLetThrough) found.warnings.push(`${cause.field}: ${cause.message}`);
      else found.causes.push(cause);
    }
  }
  if (Array.isArray(value)) {
    const before =
      node.list === 'map' && Array.isArray(old) ? new Map(old.map((item: unknown) => [itemKey(item, node.listKeys), item])) : undefined;
    for (const [index, item] of value.entries()) {
      checkRules(item, before?.get(itemKey(item, node.listKeys)), node.items, `${path}[${index}]`, found);
    }
    return;
  }
  if (!isObject(value)) return;
  const before = isObject(old) ? old : undefined;
  for (const key in value) {
    const child = node.child(key);
    if (child?.hasRules === true) checkRules(value[key], before?.[key], child, path === '' ? key : `${path}.${key}`, found);
  }
}
