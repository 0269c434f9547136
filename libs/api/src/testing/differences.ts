/** Whether a value says nothing that its absence would not say in versions which cannot tell the two apart. */
export const saysNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || value === 0 || value === false || value === '0s' || isEmpty(value);

/** Whether a value is a struct, a map or a list that holds nothing. */
export const isEmpty = (value: unknown): boolean => isContainer(value) && keys(value).length === 0;

/**
 * Where two JSON values differ, as paths of single fields: `spec.files[].path`; a list of another length is one difference. Fields of
 * which `nothing` holds count as absent, and so does what consists of such fields alone.
 */
export const differences = (want: unknown, got: unknown, nothing: (value: unknown) => boolean): readonly string[] =>
  same(want, got) ? [] : compare(without(want, nothing), without(got, nothing), '');

/** Whether two JSON values are the same to the letter: most are, and this is told sooner than what differs. */
function same(want: unknown, got: unknown): boolean {
  if (want === got) return true;
  if (!isContainer(want) || !isContainer(got) || isArray(want) !== isArray(got)) return false;
  const names = keys(want);
  return names.length === keys(got).length && names.every((name) => same(want[name], got[name]));
}

// Tests look globals up slowly, and these are needed millions of times.
const { isArray } = Array;
const { keys } = Object;

type Container = Readonly<Record<string, unknown>>;
const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

function without(value: unknown, nothing: (value: unknown) => boolean): unknown {
  if (isArray(value)) return value.map((item: unknown) => without(item, nothing));
  if (!isContainer(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, field]) => [key, without(field, nothing)] as const)
      .filter(([, field]) => !nothing(field)),
  );
}

function compare(want: unknown, got: unknown, path: string): readonly string[] {
  if (isArray(want) && isArray(got)) {
    return want.length === got.length ? want.flatMap((item, index) => compare(item, got[index], `${path}[]`)) : [path];
  }
  const [left, right] = [fieldsOf(want), fieldsOf(got)];
  if (left === undefined || right === undefined) return want === got ? [] : [path];
  const found = [...new Set([...keys(left), ...keys(right)])].flatMap((key) =>
    compare(left[key], right[key], path === '' ? key : `${path}.${key}`),
  );
  return found.length === 0 && (want === undefined) !== (got === undefined) ? [path] : found;
}

/** Fields of a struct; what is absent has none, so that each field of the other side is a difference by itself. */
const fieldsOf = (value: unknown): Container | undefined =>
  value === undefined ? {} : isContainer(value) && !isArray(value) ? value : undefined;
