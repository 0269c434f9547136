import type { ASTNode } from '@marcbachmann/cel-js';

import { Bindings, isGeneral } from './bindings.ts';
import {
  bool,
  dyn,
  entryOf,
  insideOf,
  isDyn,
  isSameType,
  itemOf,
  listOf,
  mapOf,
  optionalOf,
  printType,
  simple,
  typeOfDeclared,
  type CelType,
} from './cel-type.ts';
import { formatProblem } from './format-clauses.ts';
import { isGoodLiteral } from './literals.ts';
import { macroOf, type Macro } from './macros.ts';
import { signaturesOf, type Signature } from './signatures.ts';

/** Why an expression makes no sense. */
export class CheckError extends Error {}

/**
 * Finds out what an expression gives, or throws what is wrong with it.
 * @param variables what the expression may refer to
 * @see cel-spec, "Type Checking"; cel-go v0.26 checker; Kubernetes' CEL environment for CRDs (behaviour)
 */
export function checkTypes(expression: ASTNode, variables: ReadonlyMap<string, CelType>): CelType {
  const checker = new ExpressionChecker(variables);
  const type = checker.check(expression);
  checker.checkLiterals();
  return checker.bindings.resolve(type, true);
}

/** Items of a literal list, keys or values of a literal map: they must all be of one type. */
type Uniform = readonly CelType[];

const typeNames = new Set('bool bytes double int list map null_type string type uint'.split(' '));
const qualifiedTypeNames = new Set(['google.protobuf.Duration', 'google.protobuf.Timestamp']);

class ExpressionChecker {
  readonly bindings = new Bindings();
  readonly #scopes: ReadonlyMap<string, CelType>[];
  readonly #uniform: Uniform[] = [];
  /** Texts are formatted with values of all types, so that lists in there may be mixed. */
  #mayMix = false;

  constructor(variables: ReadonlyMap<string, CelType>) {
    this.#scopes = [variables];
  }

  /** What literals hold is only known at the end. */
  checkLiterals(): void {
    for (const types of this.#uniform) {
      const [first, ...others] = types.map((type) => this.bindings.resolve(type, true));
      const other = others.find((type) => first !== undefined && !isSameType(first, type));
      if (first !== undefined && other !== undefined) fail(`expected type '${printType(first)}' but found '${printType(other)}'`);
    }
  }

  check(node: ASTNode): CelType {
    switch (node.op) {
      case 'value':
        return literalType(node.args);
      case 'id':
        return this.#identifier(node.args);
      case '.':
        return this.#select(...node.args, node);
      case '.?':
        return this.#optionalField(...node.args);
      case '[]':
        return this.#call('_[_]', node.args);
      case '[?]':
        return this.#call('_[?_]', node.args);
      case 'list':
        return listOf(this.#together(node.args.map((item) => this.check(item))));
      case 'map':
        return mapOf(
          this.#together(node.args.map(([key]) => this.check(key))),
          this.#together(node.args.map(([, value]) => this.check(value))),
        );
      case '&&':
      case '||':
        return this.#allBool(node.args);
      case '?:':
        return this.#call('_?_:_', node.args);
      case '!_':
        return this.#call('!_', [node.args]);
      case '-_':
        // The smallest integer is one further from zero than the largest.
        return node.args.op === 'value' && typeof node.args.args === 'bigint'
          ? literalType(-node.args.args)
          : this.#call('-_', [node.args]);
      case 'call':
        return this.#function(...node.args);
      case 'rcall':
        return this.#method(...node.args);
      case 'in':
        return this.#call('@in', node.args);
      case '!=':
      case '==':
      case '<':
      case '<=':
      case '>':
      case '>=':
      case '+':
      case '-':
      case '*':
      case '/':
      case '%':
        return this.#call(`_${node.op}_`, node.args);
    }
  }

  #identifier(name: string): CelType {
    const variable = this.#lookUp(name);
    if (variable !== undefined) return variable;
    return typeNames.has(name) ? simple('type') : fail(`undeclared reference to '${name}'`);
  }

  #lookUp = (name: string): CelType | undefined => this.#scopes.findLast((scope) => scope.has(name))?.get(name);

  #select(of: ASTNode, name: string, whole: ASTNode): CelType {
    if (qualifiedTypeNames.has(qualifiedName(whole) ?? '')) return simple('type');
    return this.#field(this.check(of), name);
  }

  /** A field of an object or a map; what is optional stays so. */
  #field(of: CelType, name: string): CelType {
    const operand = this.bindings.resolve(of);
    const inside = insideOf(operand);
    const target = inside ?? operand;
    const [, value] = entryOf(target) ?? [];
    const field = value ?? this.#objectField(target, name);
    return inside === undefined ? field : optionalOf(field);
  }

  #optionalField(of: ASTNode, name: string): CelType {
    const field = this.#field(this.check(of), name);
    return insideOf(this.bindings.resolve(this.check(of))) === undefined ? optionalOf(field) : field;
  }

  #objectField(target: CelType, name: string): CelType {
    if (target.kind === 'object') {
      // A field whose name is a word of CEL can be written as it is or in underscores.
      const declared = target.declared.fields?.get(name) ?? target.declared.fields?.get(`__${name}__`);
      return declared === undefined ? fail(`undefined field '${name}'`) : typeOfDeclared(declared);
    }
    if (target.kind === 'unknown') this.bindings.fit([dyn], [target]);
    else if (!isDyn(target)) fail(`type '${printType(target)}' does not support field selection`);
    return dyn;
  }

  #allBool(operands: readonly ASTNode[]): CelType {
    for (const operand of operands) this.#mustBe(bool, operand);
    return bool;
  }

  #mustBe(wanted: CelType, node: ASTNode): void {
    const type = this.check(node);
    if (!this.bindings.fit([type], [wanted])) {
      fail(`expected type '${printType(wanted)}' but found '${printType(this.bindings.resolve(type, true))}'`);
    }
  }

  /** What covers all types of a literal; they are compared for good at the end. */
  #together(types: readonly CelType[]): CelType {
    if (!this.#mayMix) this.#uniform.push(types);
    return (
      types.reduce<CelType | undefined>((all, type) => {
        if (all === undefined) return type;
        if (!this.bindings.fit([all], [type])) return dyn;
        return isGeneral(all, type) ? all : type;
      }, undefined) ?? this.bindings.fresh()
    );
  }

  #function(name: string, args: readonly ASTNode[]): CelType {
    if (name === 'has' && args.length === 1) return this.#presence(args[0]);
    return this.#call(name, args);
  }

  #presence(selection: ASTNode | undefined): CelType {
    if (selection?.op !== '.') return fail('invalid argument to has() macro');
    this.check(selection);
    return bool;
  }

  #method(name: string, of: ASTNode, args: readonly ASTNode[]): CelType {
    const macro = macroOf(name, args);
    if (macro !== undefined) return this.#macro(macro, of);
    const namespace = qualifiedName(of);
    if (namespace !== undefined && signaturesOf(`${namespace}.${name}`) !== undefined) return this.#call(`${namespace}.${name}`, args);
    return this.#call(name, args, of);
  }

  #call(name: string, args: readonly ASTNode[], of?: ASTNode): CelType {
    const before = this.#mayMix;
    this.#mayMix ||= name === 'format';
    const types = args.map((arg) => this.check(arg));
    const target = of === undefined ? [] : [this.check(of)];
    if (name === 'format') this.#checkFormat(of, args[0]);
    this.#mayMix = before;
    const answer = this.answerOf(name, [...target, ...types], of !== undefined);
    if (!isGoodLiteral(name, args)) fail(`invalid ${name} argument`);
    return answer;
  }

  /** Where text and values are both written down, they are compared. */
  #checkFormat(template: ASTNode | undefined, values: ASTNode | undefined): void {
    if (template?.op !== 'value' || typeof template.args !== 'string' || values?.op !== 'list') return;
    const types = values.args.map((value) => this.bindings.resolve(this.check(value), true));
    const problem = formatProblem(template.args, types);
    if (problem !== undefined) fail(problem);
  }

  /** What a function gives for arguments of some types. Where several of its forms fit with different answers, it is anything. */
  answerOf(name: string, types: readonly CelType[], isMethod = false): CelType {
    const signatures = signaturesOf(name) ?? fail(`undeclared reference to '${name}'`);
    let answer: CelType | undefined;
    for (const signature of signatures.filter((each) => each.isMethod === isMethod)) {
      const { params, answer: given } = this.#instance(signature);
      if (!this.bindings.fit(types, params)) continue;
      const resolved = this.bindings.resolve(given);
      answer = answer === undefined || isDyn(answer) || isSameType(answer, resolved) ? (answer ?? resolved) : dyn;
    }
    const shown = types.map((type) => printType(this.bindings.resolve(type, true))).join(', ');
    return answer ?? fail(`found no matching overload for '${name}' applied to '${isMethod ? '' : '('}${shown}${isMethod ? '' : ')'}'`);
  }

  /** A signature whose parameters are unknown types of this very call. */
  #instance({ params, answer }: Signature): Pick<Signature, 'params' | 'answer'> {
    const own = new Map<number | string, CelType>();
    const instance = (type: CelType): CelType => {
      if (type.kind === 'made') return { ...type, of: type.of.map(instance) };
      if (type.kind !== 'unknown') return type;
      const known = own.get(type.id) ?? this.bindings.fresh();
      own.set(type.id, known);
      return known;
    };
    return { params: params.map(instance), answer: instance(answer) };
  }

  #macro(macro: Macro, of: ASTNode): CelType {
    const range = this.bindings.resolve(this.check(of));
    const types = macro.over === 'optional' ? [this.#inside(range)] : this.#loopVariables(range, macro.variables.length);
    const scope = new Map(macro.variables.map((name, index) => [name, types[index] ?? dyn]));
    this.#scopes.push(scope);
    const answer = macro.answer({
      check: (node) => this.check(node),
      mustBeBool: (node) => this.#mustBe(bool, node),
      call: (name, args) => this.answerOf(name, args),
      fit: (type, wanted) => this.bindings.fit([type], [wanted]) || fail(`expected type '${printType(wanted)}'`),
      fresh: () => this.bindings.fresh(),
      resolve: (type) => this.bindings.resolve(type),
      range,
      variables: types,
    });
    this.#scopes.pop();
    return answer;
  }

  #inside(range: CelType): CelType {
    return this.answerOf('value', [range], true);
  }

  /** One variable is the item of a list or the key of a map; of two the first is the index or the key. */
  #loopVariables(range: CelType, count: number): readonly CelType[] {
    const item = itemOf(range);
    if (item !== undefined) return count === 2 ? [simple('int'), item] : [item];
    const entry = entryOf(range);
    if (entry !== undefined) return entry;
    if (range.kind === 'unknown') this.bindings.fit([dyn], [range]);
    else if (!isDyn(range)) {
      fail(`expression of type '${printType(range)}' cannot be range of a comprehension (must be list, map, or dynamic)`);
    }
    return [dyn, dyn];
  }
}

function fail(message: string): never {
  throw new CheckError(message);
}

function literalType(value: unknown): CelType {
  if (typeof value === 'string') return simple('string');
  if (typeof value === 'number') return simple('double');
  if (typeof value === 'boolean') return bool;
  if (value === null) return simple('null');
  if (value instanceof Uint8Array) return simple('bytes');
  if (typeof value !== 'bigint') return simple('uint');
  return value >= -(2n ** 63n) && value < 2n ** 63n ? simple('int') : fail('invalid int literal');
}

/** `a.b.c` written out; undefined for anything but names. */
function qualifiedName(node: ASTNode): string | undefined {
  if (node.op === 'id') return node.args;
  const [of, name] = node.op === '.' ? node.args : [];
  const before = of === undefined ? undefined : qualifiedName(of);
  return before === undefined || name === undefined ? undefined : `${before}.${name}`;
}
