import type { Branch, Node } from './node.ts';
import { parsePipe, type Scope } from './parse-pipe.ts';
import { TemplateError } from './template-error.ts';
import { tokenStream, unexpected, type TokenStream } from './token-stream.ts';
import type { Piece, Token } from './token.ts';
import { tokenize } from './tokenize.ts';

/** The templates of one text: the text itself under `''`, and what it defines under its name. */
export type Definitions = ReadonlyMap<string, readonly Node[]>;

/** Parses a text that may call `functions`. Throws a `TemplateError`. */
export function parseNodes(source: string, functions: ReadonlySet<string>): Definitions {
  const parser = new Parser(tokenize(source), functions);
  return parser.parse();
}

interface Ending {
  readonly nodes: readonly Node[];
  readonly tokens: TokenStream;
  readonly ends: 'end' | 'else';
}

class Parser {
  readonly #pieces: readonly Piece[];
  readonly #functions: ReadonlySet<string>;
  readonly #definitions = new Map<string, readonly Node[]>();
  #position = 0;
  #loops = 0;

  constructor(pieces: readonly Piece[], functions: ReadonlySet<string>) {
    this.#pieces = pieces;
    this.#functions = functions;
  }

  parse(): Definitions {
    const nodes: Node[] = [];
    const scope = this.#newScope();
    for (let piece = this.#pieces[this.#position++]; piece !== undefined; piece = this.#pieces[this.#position++]) {
      const define = definitionOf(piece);
      if (define !== undefined) {
        this.#define(define);
        continue;
      }
      const node = this.#node(piece, scope);
      if ('ends' in node) throw new TemplateError(`unexpected {{${node.ends}}}`, piece.line);
      nodes.push(node);
    }
    this.#addDefinition('', nodes);
    return this.#definitions;
  }

  #newScope(): Scope {
    return { functions: this.#functions, variables: ['$'] };
  }

  #define(tokens: TokenStream): void {
    const name = tokens.expect('string', 'define clause').text;
    tokens.expect('end', 'define clause');
    this.#addDefinition(name, this.#definitionBody('define clause', tokens.line));
  }

  /** A template of its own: no variable and no loop around it reaches inside. */
  #definitionBody(where: string, line: number): readonly Node[] {
    const loops = this.#loops;
    this.#loops = 0;
    const { nodes, ends, tokens } = this.#body(this.#newScope(), line);
    this.#loops = loops;
    if (ends === 'else') throw new TemplateError(`unexpected {{else}} in ${where}`, line);
    tokens.expect('end', 'end');
    return nodes;
  }

  /** An empty template does not replace one that says something. */
  #addDefinition(name: string, nodes: readonly Node[]): void {
    const known = this.#definitions.get(name);
    if (known !== undefined && isEmpty(nodes)) return;
    if (known !== undefined && !isEmpty(known))
      throw new TemplateError(`template: multiple definition of template ${JSON.stringify(name)}`, 1);
    this.#definitions.set(name, nodes);
  }

  /** Reads up to the `else` or `end` that belongs to what has just begun. Variables declared inside are forgotten. */
  #body(scope: Scope, line: number): Ending {
    const nodes: Node[] = [];
    for (let piece = this.#pieces[this.#position++]; piece !== undefined; piece = this.#pieces[this.#position++]) {
      const node = this.#node(piece, scope);
      if ('ends' in node) return { nodes, ...node };
      nodes.push(node);
    }
    throw new TemplateError('unexpected EOF', line);
  }

  #node(piece: Piece, scope: Scope): Node | Omit<Ending, 'nodes'> {
    if (piece.kind === 'text') return piece;
    const tokens = tokenStream(piece.tokens, piece.line);
    if (tokens.peekWord().kind !== 'keyword') return { kind: 'action', line: piece.line, pipe: parsePipe(tokens, scope, 'command') };
    return this.#keyword(tokens.nextWord(), tokens, scope);
  }

  #keyword(keyword: Token, tokens: TokenStream, scope: Scope): Node | Omit<Ending, 'nodes'> {
    const { line, text } = keyword;
    switch (text) {
      case 'if':
      case 'with':
      case 'range':
        return this.#branch(text, tokens, scope);
      case 'else':
      case 'end':
        return { ends: text, tokens };
      case 'template': {
        const name = tokens.expect('string', 'template clause').text;
        const pipe = tokens.take('end') === undefined ? parsePipe(tokens, scope, 'template clause') : undefined;
        return { kind: 'template', line, name, pipe };
      }
      case 'block':
        return this.#block(tokens, scope);
      case 'break':
      case 'continue':
        tokens.expect('end', `{{${text}}}`);
        if (this.#loops === 0) throw new TemplateError(`{{${text}}} outside {{range}}`, line);
        return { kind: text, line };
      default:
        throw unexpected(keyword, 'command');
    }
  }

  #block(tokens: TokenStream, scope: Scope): Node {
    const { line } = tokens;
    const name = tokens.expect('string', 'block clause').text;
    const pipe = parsePipe(tokens, scope, 'block clause');
    this.#addDefinition(name, this.#definitionBody('block clause', line));
    return { kind: 'template', line, name, pipe };
  }

  #branch(kind: Branch['kind'], tokens: TokenStream, scope: Scope): Branch {
    const { line } = tokens;
    const known = scope.variables.length;
    if (kind === 'range') this.#loops++;
    const pipe = parsePipe(tokens, scope, kind);
    const inner = this.#body(scope, line);
    if (kind === 'range') this.#loops--;
    const otherwise = inner.ends === 'else' ? this.#otherwise(kind, inner.tokens, scope) : undefined;
    if (inner.ends === 'end') inner.tokens.expect('end', 'end');
    scope.variables.length = known;
    return { kind, line, pipe, body: inner.nodes, otherwise };
  }

  /** What follows an `else`; `else if` and `else with` share the `end` of what they continue. */
  #otherwise(kind: Branch['kind'], tokens: TokenStream, scope: Scope): readonly Node[] {
    const next = tokens.peekWord();
    if (next.kind === 'keyword' && next.text === kind && kind !== 'range') {
      tokens.nextWord();
      return [this.#branch(kind, tokens, scope)];
    }
    tokens.expect('end', 'else');
    const body = this.#body(scope, tokens.line);
    if (body.ends === 'else') throw new TemplateError('expected end; found {{else}}', tokens.line);
    body.tokens.expect('end', 'end');
    return body.nodes;
  }
}

const isEmpty = (nodes: readonly Node[]): boolean => nodes.every((node) => node.kind === 'text' && node.text.trim() === '');

function definitionOf(piece: Piece): TokenStream | undefined {
  if (piece.kind === 'text') return undefined;
  const tokens = tokenStream(piece.tokens, piece.line);
  const first = tokens.peekWord();
  if (first.kind !== 'keyword' || first.text !== 'define') return undefined;
  tokens.nextWord();
  return tokens;
}
