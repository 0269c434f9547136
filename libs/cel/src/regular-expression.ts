import { isRisky, parseTranslated } from './linear/expression-tree.ts';
import { linearMatcher } from './linear/linear-matcher.ts';
import { translateExpression } from './translate-expression.ts';

const compiled = new Map<string, RegExp | undefined>();
const mostCompiled = 5000;

/**
 * A regular expression as Kubernetes schemas and CEL write them (RE2), for use in JavaScript. What RE2 does not know, as looking ahead,
 * is no expression. `test` takes time in proportion to the text, as RE2 does, whatever the expression looks like.
 * @returns undefined when the text is no regular expression
 */
export function regularExpression(pattern: string): RegExp | undefined {
  if (!compiled.has(pattern)) {
    if (compiled.size >= mostCompiled) compiled.clear();
    compiled.set(pattern, compile(pattern));
  }
  return compiled.get(pattern);
}

function compile(pattern: string): RegExp | undefined {
  const source = translateExpression(pattern);
  if (source === undefined) return undefined;
  try {
    return new LinearExpression(source);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** JavaScript's own engine tries and goes back, which some expressions make it do for ages; those are tested in another way. */
class LinearExpression extends RegExp {
  readonly #matches: ((text: string) => boolean) | undefined;

  constructor(source: string) {
    super(source, 'u');
    const tree = parseTranslated(source);
    this.#matches = isRisky(tree) ? linearMatcher(tree) : undefined;
  }

  override test(text: string): boolean {
    return this.#matches === undefined ? super.test(text) : this.#matches(text);
  }
}
