import { fn, type Functions } from '../function.ts';
import { kindName, typeName } from '../value.ts';

/** What something is, in Go's words. */
export const types: Functions = {
  typeOf: fn(['any'], typeName),
  typeIs: fn(['string', 'any'], (name, value) => typeName(value) === name),
  typeIsLike: fn(['string', 'any'], (name, value) => typeName(value) === name || typeName(value) === `*${name}`),
  kindOf: fn(['any'], kindName),
  kindIs: fn(['string', 'any'], (name, value) => kindName(value) === name),
};
