import { celValue } from '@capi/cel';

import { compileProblem, programOf } from './compiled-rules.ts';
import type { Problem } from './problem.ts';
import { isObject, type RuleSource, type SchemaNode } from './schema-node.ts';

/**
 * What the rules of a schema have against a value. The types in it are those of the schema already.
 * @param old the value as it was; rules that compare are left out where there is none, as below lists, whose items nobody can tell apart
 */
export function brokenRules(value: unknown, old: unknown, node: SchemaNode, at = ''): readonly Problem[] {
  return [...ownRules(value, old, node, at), ...rulesBelow(value, old, node, at)];
}

function rulesBelow(value: unknown, old: unknown, node: SchemaNode, at: string): readonly Problem[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => brokenRules(item, undefined, node.items, `${at}[${index}]`));
  if (!isObject(value)) return [];
  const before = isObject(old) ? old : {};
  return Object.entries(value).flatMap(([name, field]) => {
    const declared = node.properties.get(name);
    const child = declared ?? node.values;
    return child === undefined ? [] : brokenRules(field, before[name], child, declared === undefined ? `${at}[${name}]` : `${at}.${name}`);
  });
}

function ownRules(value: unknown, old: unknown, node: SchemaNode, at: string): readonly Problem[] {
  if (node.rules.length === 0 || value === null) return [];
  const self = celValue(value, node);
  const context = { self, ...(old === undefined || old === null ? {} : { oldSelf: celValue(old, node) }) };
  return node.rules.flatMap((source) => {
    const problem = compileProblem(source.rule ?? '', node.schema);
    if (problem !== undefined)
      return [{ kind: 'Invalid', at, value, message: `the rule ${source.rule ?? ''} does not compile: ${problem}` }];
    if (!('oldSelf' in context) && programOf(source.rule ?? '')?.comparesWithOld === true) return [];
    return brokenRule(source, context, value, at);
  });
}

const kinds: Readonly<Record<string, Problem['kind']>> = {
  FieldValueForbidden: 'Forbidden',
  FieldValueRequired: 'Required',
  FieldValueDuplicate: 'Duplicate',
};

function brokenRule(source: RuleSource, context: Record<string, unknown>, value: unknown, at: string): readonly Problem[] {
  const { rule = '', reason = '', fieldPath = '' } = source;
  try {
    if (programOf(rule)?.run(context) === true) return [];
  } catch (error) {
    return [{ kind: 'Invalid', at, value, message: `the rule ${rule.trim()} cannot be evaluated: ${firstLine(error)}` }];
  }
  const place = `${at}${fieldPath.replaceAll(/\['([^']*)'\]/g, (_whole, key: string) => `[${key}]`)}`;
  return [{ kind: kinds[reason] ?? 'Invalid', at: place, value, message: messageOf(source, context) }];
}

const firstLine = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';

function messageOf({ rule = '', message = '', messageExpression = '' }: RuleSource, context: Record<string, unknown>): string {
  const written = message.trim() === '' ? `failed rule: ${rule.trim()}` : message.trim();
  if (messageExpression === '') return written;
  try {
    const made = programOf(messageExpression)?.run(context);
    return typeof made === 'string' && made.trim() !== '' && !made.includes('\n') ? made : written;
  } catch {
    // An expression that fails must not hide the rule that did its work.
    return written;
  }
}
