import type { ParameterType, TemplateFunction } from './function.ts';
import type { NumberOperand } from './node.ts';
import { TemplateError } from './template-error.ts';
import { GoInteger, isGoObject, isList, isMap, kindName, nilList, nilMap, typeName, type Value } from './value.ts';

/** What the function wants at that place. */
export const parameterAt = ({ parameters, rest }: TemplateFunction, index: number): ParameterType => parameters[index] ?? rest ?? 'any';

/** Refuses too few and too many arguments. */
export function checkCount(name: string, { parameters, rest }: TemplateFunction, got: number, line: number): void {
  if (got === parameters.length || (got > parameters.length && rest !== undefined)) return;
  const want = rest === undefined ? String(parameters.length) : `at least ${parameters.length}`;
  throw new TemplateError(`wrong number of args for ${name}: want ${want} got ${got}`, line);
}

/** A number of the template where nothing in particular is wanted of it. */
export function idealNumber({ ideal, integer, float, written, line }: NumberOperand): Value {
  if (ideal === 'float64' || integer === undefined) return float;
  if (BigInt.asIntN(64, integer) !== integer) throw new TemplateError(`${written} overflows int`, line);
  return new GoInteger(ideal, integer);
}

/** A number of the template as a function takes it: unlike a value it becomes what is wanted, if it can. */
export function numberAs(operand: NumberOperand, type: ParameterType): Value {
  switch (type) {
    case 'any':
      return idealNumber(operand);
    case 'float64':
      return operand.float;
    case 'int':
    case 'uint32':
      if (operand.integer !== undefined && (type === 'int' || BigInt.asUintN(32, operand.integer) === operand.integer)) {
        return Number(operand.integer);
      }
      throw new TemplateError(`expected ${type === 'int' ? 'integer' : 'unsigned integer'}; found ${operand.written}`, operand.line);
    case 'string':
    case 'bool':
    case 'map':
    case 'list':
    case 'object':
      throw new TemplateError(`expected ${type}; found ${operand.written}`, operand.line);
  }
}

/** The value as a function takes it that asks for a type; Go converts nothing. */
export function convert(value: Value, type: ParameterType, line: number): Value {
  if (type === 'any') return value ?? undefined;
  if (value === undefined || value === null) {
    // A missing key is a map or a list of nothing, but a key that holds null is no map.
    if (value === undefined && type === 'map') return nilMap;
    if (value === undefined && type === 'list') return nilList;
    throw new TemplateError(`invalid value; expected ${type}`, line);
  }
  if (type === 'int' && value instanceof GoInteger && value.type === 'int') return Number(value.value);
  if (type === 'uint32' && value instanceof GoInteger && value.type === 'uint32') return Number(value.value);
  if (holds(value, type)) return value;
  throw new TemplateError(`wrong type for value; expected ${type}; got ${typeName(value)}`, line);
}

function holds(value: Value, type: ParameterType): boolean {
  switch (type) {
    case 'map':
      return isMap(value);
    case 'list':
      return isList(value);
    case 'object':
      return isGoObject(value);
    case 'any':
      return true;
    case 'string':
    case 'int':
    case 'uint32':
    case 'float64':
    case 'bool':
      return kindName(value) === type && typeof value !== 'object';
  }
}
