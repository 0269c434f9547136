import { CelOptional, celValue, checkAnyTypes, compileExpression, usesVariable, type Program } from '@capi/cel';

import type { Cause } from './cause.ts';
import { forbidden, invalid, required } from './field-errors.ts';
import type { SchemaNode } from './schema-node.ts';

/** One CEL rule of a schema (`x-kubernetes-validations`), compiled once. */
export interface CompiledRule {
  readonly text: string;
  /** Why the rule does not compile; it is never evaluated then. */
  readonly error?: string;
  /** Compares with the stored value, so it is left out when there is none. */
  readonly transition: boolean;
  /** `oldSelf` is an optional, and the rule runs on create as well. */
  readonly optionalOldSelf: boolean;
  readonly holds: Program;
  readonly message: string;
  readonly messageExpression?: Program;
  readonly reason?: string;
  /** Added to the path of the place: `.spec.replicas`. */
  readonly fieldPath: string;
}

/** A rule as a schema states it; whoever wrote it may have forgotten anything. */
export interface RuleSource {
  readonly rule?: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: string;
  readonly fieldPath?: string;
  readonly optionalOldSelf?: boolean;
}

/** Compiles the rules at one place of a schema. A broken rule is kept with its error, so that the CRD can be refused. */
export function compileRules(sources: unknown): readonly CompiledRule[] {
  return Array.isArray(sources) ? sources.map((source) => compileRule(source as RuleSource)) : none;
}
const none: readonly CompiledRule[] = [];

function compileRule(source: RuleSource): CompiledRule {
  const text = (source.rule ?? '').trim();
  const holds = compile(text);
  const expression = source.messageExpression === undefined ? undefined : compile(source.messageExpression);
  const error = holds.error ?? expression?.error;
  return {
    text,
    ...(error === undefined ? {} : { error: `rule ${JSON.stringify(text)} does not compile: ${error}` }),
    transition: holds.error === undefined && usesVariable(text, 'oldSelf'),
    optionalOldSelf: source.optionalOldSelf === true,
    holds: holds.program,
    message: source.message?.trim() || `failed rule: ${text}`,
    ...(expression === undefined ? {} : { messageExpression: expression.program }),
    ...(source.reason === undefined ? {} : { reason: source.reason }),
    fieldPath: printFieldPath(source.fieldPath ?? ''),
  };
}

function compile(text: string): { program: Program; error?: string } {
  const { error } = checkAnyTypes(text, ['self', 'oldSelf']);
  return error === undefined ? { program: compileExpression(text) } : { program: () => false, error };
}

const firstLine = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
/** `['a.b']` in a rule's field path is printed as Kubernetes prints map keys. */
const printFieldPath = (path: string): string => path.replaceAll(/\['([^']*)'\]/g, (_whole, key: string) => `.${key}`);

/** One rule that does not hold. */
export interface BrokenRule {
  readonly rule: CompiledRule;
  readonly cause: Cause;
}

/** What the rules at one place refuse about its value. */
export function brokenRules(value: unknown, old: unknown, node: SchemaNode, path: string): readonly BrokenRule[] {
  const broken: BrokenRule[] = [];
  const self = celValue(value, node);
  const oldSelf = old === undefined || old === null ? undefined : celValue(old, node);
  for (const rule of node.rules) {
    if (rule.error !== undefined) continue;
    if (rule.transition && oldSelf === undefined && !rule.optionalOldSelf) continue;
    const context = {
      self,
      oldSelf: rule.optionalOldSelf ? (oldSelf === undefined ? CelOptional.none : new CelOptional(oldSelf)) : oldSelf,
    };
    const cause = check(rule, context, value, node, path);
    if (cause !== undefined) broken.push({ rule, cause });
  }
  return broken;
}

function check(rule: CompiledRule, context: Record<string, unknown>, value: unknown, node: SchemaNode, path: string): Cause | undefined {
  const shown = typeof value === 'object' ? (node.type ?? 'object') : value;
  try {
    if (rule.holds(context) === true) return undefined;
  } catch (error) {
    return invalid(path, shown, `${firstLine(error)} evaluating rule: ${rule.text}`);
  }
  const place = path === '' ? rule.fieldPath.replace(/^\./, '') : `${path}${rule.fieldPath}`;
  const message = messageOf(rule, context);
  switch (rule.reason) {
    case 'FieldValueForbidden':
      return forbidden(place, message);
    case 'FieldValueRequired':
      return required(place, message);
    case 'FieldValueDuplicate':
      return { reason: 'FieldValueDuplicate', message: `Duplicate value: ${JSON.stringify(shown)}`, field: place };
    case undefined:
    default:
      // Objects and lists are not quoted; a scalar is (kube-apiserver 1.36).
      return typeof value === 'object'
        ? { reason: 'FieldValueInvalid', message: `Invalid value: ${message}`, field: place }
        : invalid(place, value, message);
  }
}

function messageOf(rule: CompiledRule, context: Record<string, unknown>): string {
  if (rule.messageExpression === undefined) return rule.message;
  try {
    const message = rule.messageExpression(context);
    return typeof message === 'string' && message.trim() !== '' && !message.includes('\n') ? message : rule.message;
  } catch {
    // An expression that fails must not hide the rule that did its work.
    return rule.message;
  }
}
