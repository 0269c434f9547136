import type { Surroundings } from './surroundings.ts';
import type { GoMap, GoObject, Value } from './value.ts';

/** What a parameter of a function accepts, and what the function is handed. Whole numbers arrive as JavaScript numbers. */
interface Accepted {
  any: Value;
  string: string;
  int: number;
  uint32: number;
  float64: number;
  bool: boolean;
  map: GoMap;
  list: readonly Value[];
  object: GoObject;
}
/** Name of what a parameter accepts. */
export type ParameterType = keyof Accepted;

/** A function that templates may call. */
export interface TemplateFunction {
  readonly parameters: readonly ParameterType[];
  /** What every argument after the parameters must be; absent when there may be none. */
  readonly rest?: ParameterType;
  /** How much work a call is, in steps of which a rendering may take a million; absent for a small one. */
  readonly cost?: number;
  /** Throws `RefusedByFunction` for what it cannot work with. */
  readonly call: (args: readonly Value[], surroundings: Surroundings) => Value;
}

/** The functions of a template by name. */
export type Functions = Readonly<Record<string, TemplateFunction>>;

type ArgumentsOf<P extends readonly ParameterType[]> = { -readonly [I in keyof P]: Accepted[P[I]] };

/** A function of exactly these parameters. */
export const fn = <const P extends readonly ParameterType[]>(
  parameters: P,
  call: (...args: ArgumentsOf<P>) => Value,
): TemplateFunction => ({ parameters, call: (args) => call(...(args as ArgumentsOf<P>)) });

/** A function of exactly these parameters whose result is not theirs alone. */
export const impure = <const P extends readonly ParameterType[]>(
  parameters: P,
  call: (surroundings: Surroundings, ...args: ArgumentsOf<P>) => Value,
): TemplateFunction => ({ parameters, call: (args, surroundings) => call(surroundings, ...(args as ArgumentsOf<P>)) });

/** The function, which is so much work that few calls may be made. */
export const heavy = (called: TemplateFunction): TemplateFunction => ({ ...called, cost: 100_000 });

/** A function of these parameters and any number of further ones of the type `rest`. */
export const variadic = <const P extends readonly ParameterType[], R extends ParameterType>(
  parameters: P,
  rest: R,
  call: (...args: [...ArgumentsOf<P>, ...Accepted[R][]]) => Value,
): TemplateFunction => ({ parameters, rest, call: (args) => call(...(args as [...ArgumentsOf<P>, ...Accepted[R][]])) });
