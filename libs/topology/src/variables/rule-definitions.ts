import { invalid, notSupported, required, unverifiable, type Finding } from '@capi/admission';
import { checkExpression, declaredType, typeChecker, type DeclaredType, type TypeChecker } from '@capi/cel';

import { validFieldPath } from './field-path.ts';
import type { RuleBudget } from './rule-budget.ts';
import type { RuleSource, SchemaNode } from './schema-node.ts';

/** How a rule is written, before anybody reads its expression. */
export const validateRuleTexts = (path: string, node: SchemaNode): readonly Finding[] =>
  node.rules.flatMap((source, index) => {
    const at = `${path}.x-kubernetes-validations[${index}]`;
    return [...validateMessage(at, source), ...validateReason(at, source), ...validateFieldPath(at, source, node)];
  });

const hasBreak = (text: string): boolean => /[\r\n]/.test(text);
const longestMessage = 2048;

function validateMessage(at: string, source: RuleSource): readonly Finding[] {
  const { messageExpression = '' } = source;
  const wrong = wrongRule(at, source);
  return [
    ...(wrong === undefined ? [] : [wrong]),
    ...(messageExpression !== '' && messageExpression.trim() === ''
      ? [required(`${at}.messageExpression`, 'must say something when it is set')]
      : []),
  ];
}

/** The first thing that is wrong with a rule and its message. */
function wrongRule(at: string, { rule = '', message = '' }: RuleSource): Finding | undefined {
  if (rule.trim() === '') return required(`${at}.rule`, 'write an expression that is true for good values');
  if (message !== '' && message.trim() === '') return invalid(`${at}.message`, message, 'must say something when it is set');
  if (new TextEncoder().encode(message).length > longestMessage) {
    return invalid(`${at}.message`, message.slice(0, 10), `must have at most ${longestMessage} characters`);
  }
  if (hasBreak(message.trim())) return invalid(`${at}.message`, message, 'must be one line');
  return hasBreak(rule.trim()) && message === ''
    ? required(`${at}.message`, 'a rule of several lines needs a message, since it cannot stand for one itself')
    : undefined;
}

const reasons = ['FieldValueRequired', 'FieldValueInvalid', 'FieldValueForbidden', 'FieldValueDuplicate'];

const validateReason = (at: string, { reason = '' }: RuleSource): readonly Finding[] =>
  reason === '' || reasons.includes(reason) ? [] : [notSupported(`${at}.reason`, reason, `must be one of ${reasons.join(', ')}`)];

function validateFieldPath(at: string, { fieldPath = '' }: RuleSource, node: SchemaNode): readonly Finding[] {
  if (fieldPath === '') return [];
  const wrong = (message: string): Finding => invalid(`${at}.fieldPath`, fieldPath, message);
  return [
    ...(fieldPath.trim() === '' ? [wrong('must name a field when it is set')] : []),
    ...(hasBreak(fieldPath) ? [wrong('must be one line')] : []),
    ...(validFieldPath(fieldPath, node) ? [] : [wrong('must lead to a field of the schema, as in .disk.path')]),
  ];
}

/** Where in the schema of a variable rules stand. */
export interface RulePlace {
  readonly path: string;
  readonly node: SchemaNode;
  readonly isRoot: boolean;
  /** Items of lists: nobody can tell what they were before. */
  readonly isInList: boolean;
  /** How often the place can occur in a value; undefined where nothing bounds it. */
  readonly most: number | undefined;
}

/** Most bytes of a request, by which what is unbounded is bounded after all. */
const maxRequestBytes = 3 * 1024 * 1024;

/** What CEL says about the rules at one place: types, old values, costs. */
export function validateExpressions(place: RulePlace, budget: RuleBudget): readonly Finding[] {
  const { path, node, isRoot } = place;
  if (node.rules.length === 0) return [];
  const declared = declaredType(node.schema, isRoot);
  if (declared === undefined) {
    return [
      unverifiable(
        `${path}.x-kubernetes-validations`,
        'rules cannot be checked here: CEL has no type for the schema; wrap the list in an object',
      ),
    ];
  }
  const types = typeChecker({
    schema: node.schema,
    isWholeObject: isRoot && node.schema['additionalProperties'] === undefined && node.type === 'object',
  });
  return node.rules.flatMap((source, index) =>
    validateExpression(`${path}.x-kubernetes-validations[${index}]`, source, { place, declared, types, budget }),
  );
}

interface Compiling {
  readonly place: RulePlace;
  readonly declared: DeclaredType;
  readonly types: TypeChecker;
  readonly budget: RuleBudget;
}

function validateExpression(
  at: string,
  { rule = '', messageExpression = '' }: RuleSource,
  { place, declared, types, budget }: Compiling,
): readonly Finding[] {
  if (rule.trim() === '') return [];
  const checked = checkExpression(rule, types, declared, { answers: 'bool' });
  if ('error' in checked) return [invalid(`${at}.rule`, rule, `cannot be compiled: ${checked.error}`)];
  const message = messageExpression === '' ? undefined : checkExpression(messageExpression, types, declared, { answers: 'string' });
  const occurrences = place.most ?? Math.floor(maxRequestBytes / (declared.minBytes + 1));
  const cost = occurrences === 0 ? 0 : checked.maxCost * occurrences;
  return [
    ...(checked.usesOldSelf && place.isInList
      ? [invalid(`${at}.rule`, rule, 'cannot use oldSelf below a list, whose items nobody can tell apart')]
      : []),
    ...budget.count(`${at}.rule`, cost),
    ...validateMessageExpression(`${at}.messageExpression`, messageExpression, message, budget),
  ];
}

function validateMessageExpression(
  at: string,
  text: string,
  checked: ReturnType<typeof checkExpression> | undefined,
  budget: RuleBudget,
): readonly Finding[] {
  if (checked === undefined) return [];
  if ('error' in checked) return [invalid(at, text, `cannot be compiled: ${checked.error}`)];
  return budget.count(at, checked.maxCost);
}
