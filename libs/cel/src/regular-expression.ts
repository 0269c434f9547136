import { parseTranslated, type Expression } from './linear/expression-tree.ts';
import { isRisky } from './linear/is-risky.ts';
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

/** Beyond so many characters it counts how the time grows with them. */
const longText = 1000;

/**
 * JavaScript's own engine tries and goes back, which some expressions, and long texts, make it do for ages. Those are tested in another way,
 * which is slower for all the others.
 */
class LinearExpression extends RegExp {
  readonly #isRisky: boolean;
  readonly #tree: Expression;
  #matches: ((text: string) => boolean) | undefined;

  constructor(source: string) {
    super(source, 'u');
    this.#tree = parseTranslated(source);
    this.#isRisky = isRisky(this.#tree);
  }

  override test(text: string): boolean {
    if (!this.#isRisky && text.length <= longText) return super.test(text);
    this.#matches ??= linearMatcher(this.#tree) ?? ((each) => super.test(each));
    return this.#matches(text);
  }
}
