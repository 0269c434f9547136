import { TemplateError } from './template-error.ts';
import type { Token, TokenKind } from './token.ts';

/** Reads the tokens of one action from left to right. */
export interface TokenStream {
  readonly line: number;
  peek(): Token;
  /** As {@link peek}, past blanks. */
  peekWord(): Token;
  /** The next words, taking none. */
  ahead(count: number): readonly Token[];
  next(): Token;
  nextWord(): Token;
  /** Takes the next word when it is of that kind. */
  take(kind: TokenKind): Token | undefined;
  expect(kind: TokenKind, where: string): Token;
}

export function tokenStream(tokens: readonly Token[], line: number): TokenStream {
  const end: Token = { kind: 'end', text: '}}', line };
  let position = 0;
  const at = (index: number): Token => tokens[index] ?? end;
  const skipBlanks = (): void => {
    while (at(position).kind === 'space') position++;
  };
  const peekWord = (): Token => {
    skipBlanks();
    return at(position);
  };
  const nextWord = (): Token => {
    skipBlanks();
    return at(position++);
  };
  return {
    line,
    peek: () => at(position),
    peekWord,
    ahead: (count) =>
      tokens
        .slice(position)
        .filter(({ kind }) => kind !== 'space')
        .slice(0, count),
    next: () => at(position++),
    nextWord,
    take: (kind) => (peekWord().kind === kind ? nextWord() : undefined),
    expect(kind, where) {
      const token = nextWord();
      if (token.kind !== kind) throw unexpected(token, where);
      return token;
    },
  };
}

/** What stands where something else should. */
export const unexpected = (token: Token, where: string): TemplateError =>
  new TemplateError(`unexpected ${token.kind === 'end' ? 'end of action' : JSON.stringify(token.text)} in ${where}`, token.line);
