import { isObject } from '../schema/json.ts';

type Step = (values: readonly unknown[]) => readonly unknown[];

const compiled = new Map<string, readonly Step[] | undefined>();

/**
 * All values at a JSON path as printer columns write it: `.spec.replicas`, `.metadata.labels.app\.kubernetes\.io/name`,
 * `.status.conditions[?(@.type=="Ready")].status`, `.spec.items[*].name`, `['key']`, `[0]`.
 * @returns nothing where the path leads nowhere, or is not one
 */
export function findAll(object: unknown, path: string): readonly unknown[] {
  if (!compiled.has(path)) compiled.set(path, compile(path));
  return compiled.get(path)?.reduce<readonly unknown[]>((values, step) => step(values), [object]) ?? [];
}

/** The first value at a JSON path; undefined when there is none. */
export const findFirst = (object: unknown, path: string): unknown => findAll(object, path)[0];

function compile(path: string): readonly Step[] | undefined {
  let rest = path
    .trim()
    .replace(/^\{(.*)\}$/, '$1')
    .replace(/^\$/, '');
  const steps: Step[] = [];
  while (rest !== '') {
    const [whole = '', step] = nextStep(rest) ?? [];
    if (whole === '' || step === undefined) return undefined;
    steps.push(step);
    rest = rest.slice(whole.length);
  }
  return steps;
}

function nextStep(rest: string): readonly [string, Step] | undefined {
  const all = /^(?:\.\*|\[\*\])/.exec(rest);
  if (all !== null) return [all[0], (values) => values.flatMap(children)];
  const name = /^\.?((?:\\.|[^.[\\])+)/.exec(rest);
  if (name?.[1] !== undefined) return [name[0], field(name[1].replaceAll(/\\(.)/g, '$1'))];
  const quoted = /^\.?\[\s*(?:'((?:\\.|[^'])*)'|"((?:\\.|[^"])*)")\s*\]/.exec(rest);
  if (quoted !== null) return [quoted[0], field((quoted[1] ?? quoted[2] ?? '').replaceAll(/\\(.)/g, '$1'))];
  const index = /^\.?\[(-?\d+)\]/.exec(rest);
  if (index !== null) return [index[0], item(Number(index[1]))];
  const filter = /^\.?\[\?\(\s*@\.?((?:[^=!<>\s)]|\\.)*)\s*(?:(==|!=)\s*(?:"([^"]*)"|'([^']*)'|([^)\s]+)))?\s*\)\]/.exec(rest);
  if (filter === null) return undefined;
  const wanted = filter[3] ?? filter[4] ?? filter[5];
  return [filter[0], where(`.${filter[1] ?? ''}`, filter[2], wanted)];
}

const children = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : isObject(value) ? Object.values(value) : []);

const field =
  (name: string): Step =>
  (values) =>
    values.flatMap((value) => (isObject(value) && value[name] !== undefined ? [value[name]] : []));

const item =
  (index: number): Step =>
  (values) =>
    values.flatMap((value) => {
      const found: unknown = Array.isArray(value) ? value.at(index) : undefined;
      return found === undefined ? [] : [found];
    });

const where =
  (path: string, operator: string | undefined, wanted: string | undefined): Step =>
  (values) =>
    values.flatMap(children).filter((value) => {
      const [found] = findAll(value, path);
      if (operator === undefined) return found !== undefined;
      if (found === undefined) return false;
      return (typeof found !== 'object' && String(found as string) === wanted) === (operator === '==');
    });
