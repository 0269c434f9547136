import { fn, variadic, type Functions } from '../function.ts';
import { isTrue, type Value } from '../value.ts';

/** Whether sprig takes a value for empty: nothing, zero, false, and what has no items. */
export const isEmpty = (value: Value): boolean => !isTrue(value);

/** What stands in for what is not there. */
export const emptiness: Functions = {
  empty: fn(['any'], isEmpty),
  default: variadic(['any'], 'any', (otherwise, ...given) => (isEmpty(given[0]) ? otherwise : given[0])),
  coalesce: variadic([], 'any', (...values) => values.find((value) => !isEmpty(value))),
  ternary: fn(['any', 'any', 'bool'], (yes, no, condition) => (condition ? yes : no)),
  all: variadic([], 'any', (...values) => values.every((value) => !isEmpty(value))),
  any: variadic([], 'any', (...values) => values.some((value) => !isEmpty(value))),
};
