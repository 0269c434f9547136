import type { Command, Operand, Pipe } from './node.ts';
import { characterOperand, numberOperand } from './number-operand.ts';
import { TemplateError } from './template-error.ts';
import { unexpected, type TokenStream } from './token-stream.ts';
import type { Token, TokenKind } from './token.ts';

/** What is known where a pipeline stands. */
export interface Scope {
  readonly functions: ReadonlySet<string>;
  /** Variables in sight, innermost last; `$` is always there. */
  readonly variables: string[];
}

/** Reads a pipeline up to the end of its action or its closing parenthesis, and takes that too. */
export function parsePipe(tokens: TokenStream, scope: Scope, where: string, closing: 'end' | 'close' = 'end'): Pipe {
  const { line } = tokens.peekWord();
  const declared = parseVariables(tokens, where);
  const commands: Command[] = [];
  for (;;) {
    const token = tokens.peekWord();
    if (token.kind === closing) {
      tokens.nextWord();
      checkPipe(commands, where, token.line);
      // Seen by what follows, not by the value itself. Whether an assigned one exists shows when it is assigned.
      scope.variables.push(...declared.variables);
      return { kind: 'pipe', line, ...declared, commands };
    }
    if (!startsOperand.has(token.kind)) throw unexpected(token, where);
    commands.push(parseCommand(tokens, scope));
  }
}

const startsOperand: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'bool',
  'character',
  'dot',
  'field',
  'identifier',
  'number',
  'nil',
  'string',
  'variable',
  'open',
]);

interface Declared {
  readonly variables: readonly string[];
  readonly assigns: boolean;
}

/** `$x :=`, `$x =` and, in a range, `$i, $x :=`. */
function parseVariables(tokens: TokenStream, where: string): Declared {
  const names: string[] = [];
  for (;;) {
    const ahead = declarationAhead(tokens, where);
    if (ahead === undefined) return { variables: [], assigns: false };
    const name = tokens.nextWord().text;
    names.push(name);
    const { kind } = tokens.nextWord();
    if (kind === 'comma') {
      if (where !== 'range' || names.length > 1) throw new TemplateError(`too many declarations in ${where}`, tokens.line);
      if (tokens.peekWord().kind !== 'variable') throw new TemplateError('range can only initialize variables', tokens.line);
      continue;
    }
    return { variables: names, assigns: kind === 'assign' };
  }
}

/** A variable that is followed by `:=`, `=` or a comma; anything else is a value. Nothing is taken. */
function declarationAhead(tokens: TokenStream, where: string): Token | undefined {
  if (tokens.peekWord().kind !== 'variable') return undefined;
  const [, following] = tokens.ahead(2);
  const declares = following?.kind === 'declare' || following?.kind === 'assign' || (following?.kind === 'comma' && where === 'range');
  return declares ? following : undefined;
}

function checkPipe(commands: readonly Command[], where: string, line: number): void {
  if (commands.length === 0) throw new TemplateError(`missing value for ${where}`, line);
  commands.slice(1).forEach(({ operands: [first] }, index) => {
    if (['bool', 'dot', 'nil', 'number', 'string'].includes(first.kind)) {
      throw new TemplateError(`non executable command in pipeline stage ${index + 2}`, first.line);
    }
  });
}

function parseCommand(tokens: TokenStream, scope: Scope): Command {
  const { line } = tokens.peekWord();
  const operands: Operand[] = [];
  for (;;) {
    if (startsOperand.has(tokens.peekWord().kind)) operands.push(parseOperand(tokens, scope));
    const token = tokens.peek();
    if (token.kind === 'space') {
      tokens.next();
      continue;
    }
    if (token.kind === 'pipe') tokens.next();
    else if (token.kind !== 'end' && token.kind !== 'close') throw unexpected(token, 'operand');
    const [first, ...rest] = operands;
    if (first === undefined) throw new TemplateError('empty command', line);
    return { line, operands: [first, ...rest] };
  }
}

/** A value with the fields that are taken of it: `.a.b`, `$x.y`, `(get . "x").y`. */
function parseOperand(tokens: TokenStream, scope: Scope): Operand {
  const operand = parseTerm(tokens, scope);
  const path: string[] = [];
  while (tokens.peek().kind === 'field') path.push(tokens.next().text);
  if (path.length === 0) return operand;
  switch (operand.kind) {
    case 'field':
    case 'variable':
      return { ...operand, path: [...operand.path, ...path] };
    case 'bool':
    case 'string':
    case 'number':
    case 'nil':
    case 'dot':
      throw new TemplateError(`unexpected . after term ${JSON.stringify(operand.kind)}`, operand.line);
    case 'function':
    case 'chain':
    case 'pipe':
      return { kind: 'chain', line: operand.line, of: operand, path };
  }
}

function parseTerm(tokens: TokenStream, scope: Scope): Operand {
  const token = tokens.nextWord();
  const { line, text } = token;
  const kind: string = token.kind;
  switch (kind) {
    case 'identifier':
      if (!scope.functions.has(text)) throw new TemplateError(`function ${JSON.stringify(text)} not defined`, line);
      return { kind: 'function', line, name: text };
    case 'dot':
    case 'nil':
      return { kind, line };
    case 'variable':
      checkVariable(text, scope, line);
      return { kind: 'variable', line, name: text, path: [] };
    case 'field':
      return { kind: 'field', line, path: [text] };
    case 'bool':
      return { kind: 'bool', line, value: text === 'true' };
    case 'number':
      return numberOperand(token);
    case 'character':
      return characterOperand(token);
    case 'string':
      return { kind: 'string', line, value: text };
    case 'open':
      return parsePipe(tokens, scope, 'parenthesized pipeline', 'close');
    default:
      throw unexpected(token, 'operand');
  }
}

function checkVariable(name: string, { variables }: Scope, line: number): void {
  if (!variables.includes(name)) throw new TemplateError(`undefined variable ${JSON.stringify(name)}`, line);
}
