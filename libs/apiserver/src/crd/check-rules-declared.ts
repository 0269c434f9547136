import { declaredType, typeChecker, usesVariable, type DeclaredType, type TypeChecker } from '@capi/cel';

import type { Cause } from '../schema/cause.ts';
import { forbidden, invalid, notSupported, required } from '../schema/field-errors.ts';
import { isObject, type JsonObject } from '../schema/json.ts';
import type { RuleSource } from '../schema/rules.ts';
import { costOf, RuleCosts, whyTooDear } from './rule-costs.ts';

const reasons = ['FieldValueDuplicate', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired'];

/** Where in a schema a rule stands. */
interface Place {
  readonly schema: JsonObject;
  readonly path: string;
  /** The list within which no item can be told from another, so that there is nothing to compare with. */
  readonly uncorrelatable: string | undefined;
  readonly isWholeObject: boolean;
  /** How many values there can be at this place in one object; undefined when only the size of a request bounds them. */
  readonly count: number | undefined;
  readonly costs: RuleCosts;
}

/**
 * What is wrong with the rules of a schema as they are declared, at and below a place.
 * @param path of the schema, as errors show it
 * @see Kubernetes, apiextensions-apiserver/pkg/apis/apiextensions/validation (behaviour)
 */
export function checkDeclaredRules(schema: JsonObject, path: string): readonly Cause[] {
  const costs = new RuleCosts();
  const causes = checkPlace({ schema, path, uncorrelatable: undefined, isWholeObject: true, count: 1, costs });
  return [...causes, ...costs.whyTooDear(path)];
}

function checkPlace(place: Place): readonly Cause[] {
  const { schema, path, uncorrelatable } = place;
  const rules = (schema['x-kubernetes-validations'] as readonly RuleSource[] | undefined) ?? [];
  const checker = rules.length === 0 ? undefined : typeChecker(place);
  const own =
    checker === undefined
      ? []
      : rules.flatMap((rule, index) => checkRule(rule, place, checker, `${path}.x-kubernetes-validations[${index}]`));
  const count = countBelow(place);
  const below = (child: unknown, childPath: string, list = uncorrelatable): readonly Cause[] =>
    isObject(child)
      ? checkPlace({
          schema: child,
          path: childPath,
          uncorrelatable: list,
          isWholeObject: child['x-kubernetes-embedded-resource'] === true,
          count,
          costs: place.costs,
        })
      : [];
  const properties = isObject(schema['properties']) ? Object.entries(schema['properties']) : [];
  const isMap = schema['x-kubernetes-list-type'] === 'map';
  return [
    ...own,
    ...properties.flatMap(([name, child]) => below(child, `${path}.properties[${name}]`)),
    ...below(schema['additionalProperties'], `${path}.additionalProperties`),
    ...below(schema['items'], `${path}.items`, isMap ? uncorrelatable : (uncorrelatable ?? path)),
  ];
}

/** A field is there once, items and values as often as their bound allows. */
function countBelow({ schema, count }: Place): number | undefined {
  const most =
    schema['type'] === 'array'
      ? schema['maxItems']
      : schema['type'] === 'object' && isObject(schema['additionalProperties'])
        ? schema['maxProperties']
        : 1;
  return count === undefined || typeof most !== 'number' ? undefined : count * Math.max(0, most);
}

function checkRule(rule: RuleSource, place: Place, checker: TypeChecker, path: string): readonly Cause[] {
  const text = (rule.rule ?? '').trim();
  return [
    ...(text === '' ? [required(`${path}.rule`, 'rule is not specified')] : checkMessage(rule, text, path)),
    ...checkExpressionText(rule, path),
    ...(rule.reason === undefined || reasons.includes(rule.reason) ? [] : [notSupported(`${path}.reason`, rule.reason, reasons)]),
    ...checkFieldPath(rule, place, path),
    ...(text === '' ? [] : checkExpressions(rule, text, place, { checker, path })),
  ];
}

const isBroken = (text: string): boolean => /[\n\r]/.test(text);

function checkMessage({ message }: RuleSource, text: string, path: string): readonly Cause[] {
  const trimmed = (message ?? '').trim();
  if (message !== undefined && message !== '' && trimmed === '')
    return [invalid(`${path}.message`, message, 'must be non-empty if specified')];
  if (isBroken(trimmed)) return [invalid(`${path}.message`, message, 'must not contain line breaks')];
  if (isBroken(text) && trimmed === '') return [required(`${path}.message`, 'message must be specified if rule contains line breaks')];
  return [];
}

function checkExpressionText({ messageExpression = '' }: RuleSource, path: string): readonly Cause[] {
  return messageExpression !== '' && messageExpression.trim() === ''
    ? [required(`${path}.messageExpression`, 'messageExpression must be non-empty if specified')]
    : [];
}

function checkFieldPath({ fieldPath = '' }: RuleSource, { schema }: Place, path: string): readonly Cause[] {
  if (fieldPath === '') return [];
  const causes: Cause[] = [];
  if (fieldPath.trim() === '') causes.push(invalid(`${path}.fieldPath`, fieldPath, 'must be non-empty if specified'));
  if (isBroken(fieldPath)) causes.push(invalid(`${path}.fieldPath`, fieldPath, 'must not contain line breaks'));
  if (!leadsSomewhere(fieldPath, schema)) causes.push(invalid(`${path}.fieldPath`, fieldPath, 'must be a valid path'));
  return causes;
}

/** `.a.b` and `['a-b']`; into maps, not into lists. */
function leadsSomewhere(fieldPath: string, schema: JsonObject): boolean {
  const step = /\.([A-Za-z_][A-Za-z0-9_]*)|\['((?:[^'\\]|\\.)*)'\]/y;
  let place: unknown = schema;
  while (step.lastIndex < fieldPath.length) {
    const match = step.exec(fieldPath);
    if (match === null || !isObject(place)) return false;
    const name = match[1] ?? match[2] ?? '';
    const properties: JsonObject = isObject(place['properties']) ? place['properties'] : {};
    place = properties[name] ?? (match[2] === undefined ? undefined : place['additionalProperties']);
    if (place === undefined) return false;
  }
  return true;
}

interface Checking {
  readonly checker: TypeChecker;
  readonly path: string;
}

function checkExpressions(rule: RuleSource, text: string, place: Place, { checker, path }: Checking): readonly Cause[] {
  const isOptional = rule.optionalOldSelf === true;
  const causes: Cause[] = [];
  const self = declaredType(place.schema, place.isWholeObject);
  const { type, error } = checker(text, isOptional);
  const isTransition = error === undefined && usesVariable(text, 'oldSelf');
  if (error === undefined && type !== undefined) causes.push(...checkCost(text, place, { self, path: `${path}.rule`, name: 'rule' }));
  if (error !== undefined) causes.push(invalid(`${path}.rule`, shown(rule), `compilation failed: ERROR: ${error}`));
  else if (type !== 'bool') causes.push(invalid(`${path}.rule`, shown(rule), 'cel expression must evaluate to a bool'));
  if (isOptional && !isTransition) {
    causes.push(invalid(`${path}.optionalOldSelf`, true, 'may not be set if oldSelf is not used in rule'));
  }
  if (isTransition && place.uncorrelatable !== undefined) {
    const why = `oldSelf cannot be used on the uncorrelatable portion of the schema within ${place.uncorrelatable}`;
    causes.push(invalid(`${path}.rule`, rule.rule, why));
  }
  const expression = (rule.messageExpression ?? '').trim();
  if (expression !== '') {
    const message = checker(expression, isOptional);
    if (message.error !== undefined) {
      causes.push(invalid(`${path}.messageExpression`, shown(rule), `messageExpression compilation failed: ERROR: ${message.error}`));
    } else if (message.type !== 'string') {
      causes.push(invalid(`${path}.messageExpression`, shown(rule), 'messageExpression must evaluate to a string'));
    } else {
      const one = { ...place, count: 1 };
      causes.push(...checkCost(expression, one, { self, path: `${path}.messageExpression`, name: 'messageExpression' }));
    }
  }
  return causes;
}

interface Costing {
  readonly self: DeclaredType | undefined;
  readonly path: string;
  readonly name: string;
}

function checkCost(text: string, { count, costs }: Place, { self, path, name }: Costing): readonly Cause[] {
  if (self === undefined) return [];
  const cost = costOf(text, self, count);
  costs.add(path, cost);
  const why = whyTooDear(`estimated ${name} cost`, cost);
  return why === undefined ? [] : [forbidden(path, why)];
}

/** A whole rule as Kubernetes quotes it. */
const shown = ({ rule = '', message = '', messageExpression = '', reason, fieldPath = '', optionalOldSelf }: RuleSource): JsonObject => ({
  Rule: rule,
  Message: message,
  MessageExpression: messageExpression,
  Reason: reason ?? null,
  FieldPath: fieldPath,
  OptionalOldSelf: optionalOldSelf ?? null,
});
