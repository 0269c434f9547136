type Labels = Readonly<Record<string, string>> | undefined;

/**
 * Reads a label selector as the API server takes it: `a=b,c!=d,e in (f,g),h notin (i),j,!k`.
 * @returns whether labels match it
 * @throws Error when the text is no selector; selectors here are written by us, so that is a bug
 */
export function labelSelector(text: string): (labels: Labels) => boolean {
  const requirements = [...splitOutsideParentheses(text)].map((part) => requirement(part.trim(), text));
  return (labels) => requirements.every((holds) => holds(labels ?? {}));
}

type Holds = (labels: Readonly<Record<string, string>>) => boolean;

function requirement(part: string, text: string): Holds {
  const set = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(part);
  if (set !== null) {
    const [, key = '', operator, list = ''] = set;
    const values = new Set(list.split(',').map((value) => value.trim()));
    return operator === 'in' ? (labels) => values.has(labels[key] as string) : (labels) => !values.has(labels[key] as string);
  }
  const equality = /^([^\s=!]+)\s*(==|=|!=)\s*(\S*)$/.exec(part);
  if (equality !== null) {
    const [, key = '', operator, value] = equality;
    return operator === '!=' ? (labels) => labels[key] !== value : (labels) => labels[key] === value;
  }
  const presence = /^(!?)\s*([^\s=!()]+)$/.exec(part);
  if (presence === null) throw new Error(`"${text}" is not a label selector: cannot read "${part}"`);
  const [, not, key = ''] = presence;
  return not === '!' ? (labels) => labels[key] === undefined : (labels) => labels[key] !== undefined;
}

function* splitOutsideParentheses(text: string): Iterable<string> {
  if (text.trim() === '') return;
  yield* text.split(/,(?![^(]*\))/);
}
