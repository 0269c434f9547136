const compiled = new Map<string, RegExp | undefined>();
const classes: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  digit: '0-9',
  lower: 'a-z',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\s',
  upper: 'A-Z',
  word: '\\w',
  xdigit: '0-9A-Fa-f',
};

/**
 * A regular expression as Kubernetes schemas and CEL write them (RE2), for use in JavaScript: leading flags, `\A`, `\z`, POSIX
 * classes and `(?P<name>` are translated, the rest is common to both.
 * @returns undefined when the text is no regular expression
 */
export function regularExpression(pattern: string): RegExp | undefined {
  if (!compiled.has(pattern)) compiled.set(pattern, translate(pattern));
  return compiled.get(pattern);
}

function translate(pattern: string): RegExp | undefined {
  const [head = '', leading = ''] = /^\(\?([ims]+)\)/.exec(pattern) ?? [];
  const body = pattern
    .slice(head.length)
    .replaceAll('(?P<', '(?<')
    .replaceAll(/\[:(\w+):\]/g, (whole, name: string) => classes[name] ?? whole)
    .replaceAll(/\\([AzQE])/g, (whole, letter: string) => (letter === 'A' ? '^' : letter === 'z' ? '$' : whole));
  // Unicode mode counts characters as RE2 does but refuses needless escapes, which RE2 accepts.
  return attempt(body, `${leading}u`) ?? attempt(body, leading);
}

function attempt(body: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(body, flags);
  } catch {
    return undefined;
  }
}
