export { celName, celValue, type ValueShape } from './cel-value.ts';
export { checkAnyTypes, typeChecker, type Checked, type Place, type TypeChecker } from './check-types.ts';
export { compileExpression, type Program } from './evaluate/program.ts';
export { CelOptional } from './evaluate/values.ts';
export { holdsFormat, integerBounds, isCheckedFormat } from './formats.ts';
export { containsIp, ipFamily, isCidr, masked, parseCidr, parseIp, printIp, type IpBytes, type IpNetwork } from './ip-address.ts';
export { regularExpression } from './regular-expression.ts';
export { checkExpression, maxCostOf, usesVariable, type CheckedExpression } from './check-expression.ts';
export { declaredType, type DeclaredType, type JsonSchema } from './declared-type.ts';
