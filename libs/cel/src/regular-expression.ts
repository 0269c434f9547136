import { translateExpression } from './translate-expression.ts';

const compiled = new Map<string, RegExp | undefined>();

/**
 * A regular expression as Kubernetes schemas and CEL write them (RE2), for use in JavaScript. What RE2 does not know, as looking ahead,
 * is no expression.
 * @returns undefined when the text is no regular expression
 */
export function regularExpression(pattern: string): RegExp | undefined {
  if (!compiled.has(pattern)) compiled.set(pattern, compile(pattern));
  return compiled.get(pattern);
}

function compile(pattern: string): RegExp | undefined {
  const source = translateExpression(pattern);
  if (source === undefined) return undefined;
  try {
    return new RegExp(source, 'u');
  } catch {
    return undefined;
  }
}
