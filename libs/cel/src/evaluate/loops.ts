import { truth, type Evaluate, type Scope } from './scope.ts';
import { CelOptional, compareValues, entriesOf, fail, isEqual, readable, type CelValue } from './values.ts';

/** A macro while it runs. */
interface Run {
  /** What it is called on. */
  readonly range: CelValue;
  readonly variables: readonly string[];
  readonly args: readonly Evaluate[];
  readonly scope: Scope | undefined;
}

/** One turn of a loop: what its variables stand for. */
interface Turn {
  readonly index: CelValue;
  readonly item: CelValue;
  readonly scope: Scope | undefined;
}

/** One variable is the item of a list or the key of a map; of two, the first is the index or the key. */
function turns({ range, variables: [first = '', second], scope }: Run): readonly Turn[] {
  const list = Array.isArray(range) ? range.map((item: CelValue, index) => [BigInt(index), item] as const) : undefined;
  const pairs = list ?? entriesOf(range) ?? fail('no such overload: not a range');
  return pairs.map(([index, value]) => {
    const only = list === undefined ? index : readable(value);
    const outer: Scope = { name: first, value: second === undefined ? only : index, outer: scope };
    return { index, item: only, scope: second === undefined ? outer : { name: second, value, outer } };
  });
}

/** Goes on after a turn that fails, since another one may decide. */
function quantified(run: Run, decisive: boolean): boolean {
  const [predicate] = run.args;
  let failure: { readonly error: unknown } | undefined;
  for (const { scope } of turns(run)) {
    try {
      if (truth(predicate?.(scope)) === decisive) return decisive;
    } catch (error) {
      failure ??= { error };
    }
  }
  if (failure !== undefined) throw failure.error;
  return !decisive;
}

const exactlyOne = (run: Run): boolean => turns(run).filter(({ scope }) => truth(run.args[0]?.(scope))).length === 1;

/** What is made of the turns that the first of two arguments chooses. */
function made(run: Run): readonly { readonly index: CelValue; readonly value: CelValue }[] {
  const [first, second] = run.args;
  const make = second ?? first;
  return turns(run)
    .filter(({ scope }) => second === undefined || truth(first?.(scope)))
    .map(({ index, scope }) => ({ index, value: make?.(scope) }));
}

function mapOfEntries(entries: readonly (readonly [CelValue, CelValue])[]): Map<CelValue, CelValue> {
  const repeated = entries.some(([key], index) => entries.slice(0, index).some(([earlier]) => isEqual(earlier, key)));
  return repeated ? fail('a key is there twice') : new Map(entries);
}

function sorted(run: Run): readonly CelValue[] {
  const keyed = turns(run).map(({ item, scope }) => ({ item, key: run.args[0]?.(scope) }));
  return keyed.toSorted((one, other) => compareValues(one.key, other.key)).map(({ item }) => item);
}

function within({ range, variables: [name = ''], args: [make], scope }: Run): CelOptional | undefined {
  const optional = range instanceof CelOptional ? range : fail('no such overload: not an optional');
  return optional.hasValue ? new CelOptional(make?.({ name, value: optional.value(), outer: scope })) : undefined;
}

/** What macros do, by name. */
export const loops: Readonly<Record<string, (run: Run) => CelValue>> = {
  all: (run) => quantified(run, false),
  exists: (run) => quantified(run, true),
  exists_one: exactlyOne,
  existsOne: exactlyOne,
  filter: (run) =>
    turns(run)
      .filter(({ scope }) => truth(run.args[0]?.(scope)))
      .map(({ item }) => item),
  map: (run) => made(run).map(({ value }) => value),
  sortBy: sorted,
  transformList: (run) => made(run).map(({ value }) => value),
  transformMap: (run) => mapOfEntries(made(run).map(({ index, value }) => [index, value] as const)),
  transformMapEntry: (run) => mapOfEntries(made(run).flatMap(({ value }) => entriesOf(value) ?? fail('no such overload: not a map'))),
  optMap: (run) => within(run) ?? CelOptional.none,
  optFlatMap: (run) => within(run)?.value() ?? CelOptional.none,
};
