/** What the text between `{{` and `}}` is made of. Blanks count: they part the arguments of a function. */
export type TokenKind =
  | 'space'
  | 'keyword'
  | 'identifier'
  | 'field'
  | 'variable'
  | 'dot'
  | 'nil'
  | 'bool'
  | 'number'
  | 'character'
  | 'string'
  | 'pipe'
  | 'open'
  | 'close'
  | 'comma'
  | 'declare'
  | 'assign'
  | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** As written, except for strings, which are unquoted, and fields, which are without their dot. */
  readonly text: string;
  readonly line: number;
}

/** A template cut into what is printed as it is and what is done. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly line: number }
  | { readonly kind: 'action'; readonly tokens: readonly Token[]; readonly line: number };
