// The CEL rules that schemas of this library hold, in TypeScript: generated objects keep them without an evaluator.

type Struct = Readonly<Record<string, unknown>>;
type Predicate = (value: unknown) => boolean;

const distinct = (values: readonly unknown[]): boolean => new Set(values.map((value) => JSON.stringify(value))).size === values.length;
const summaries = ['Ready', 'Available', 'HealthCheckSucceeded', 'OwnerRemediated', 'ExternallyRemediated'];

const predicates: Readonly<Record<string, Predicate>> = {
  "!(self in ['Ready','Available','HealthCheckSucceeded','OwnerRemediated','ExternallyRemediated'])": (value) =>
    !summaries.includes(String(value)),
  'self.all(x, self.exists_one(y, x == y))': (value) => distinct(value as readonly unknown[]),
  'self.all(x, self.exists_one(y, x.name == y.name))': (value) => distinct((value as readonly Struct[]).map(({ name }) => name)),
  '[has(self.layout),has(self.diskLayout)].filter(x,x==true).size() == 1': (value) =>
    'layout' in (value as Struct) !== 'diskLayout' in (value as Struct),
};
const pattern = /^self\.matches\('(.+)'\)$/;

/** The regular expression of a rule that is nothing but one. */
export const patternOf = (rule: string): string | undefined => pattern.exec(rule)?.[1];

/**
 * Whether a value keeps a rule.
 * @throws Error when the rule is not known here: add it
 */
export function rulesHold(rule: string, value: unknown): boolean {
  const regex = patternOf(rule);
  if (regex !== undefined) return new RegExp(regex).test(String(value));
  const predicate = predicates[rule];
  if (predicate === undefined) throw new Error(`generated objects cannot keep the rule ${rule}: add it to known-rules.ts`);
  return predicate(value);
}
