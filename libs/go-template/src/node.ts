/** A parsed template: what the executor walks. Every node knows its line. */
export type Node =
  | { readonly kind: 'text'; readonly line: number; readonly text: string }
  | { readonly kind: 'action'; readonly line: number; readonly pipe: Pipe }
  | Branch
  | { readonly kind: 'template'; readonly line: number; readonly name: string; readonly pipe: Pipe | undefined }
  | { readonly kind: 'break' | 'continue'; readonly line: number };

/** `if`, `with` and `range` with what stands after their `else`. */
export interface Branch {
  readonly kind: 'if' | 'with' | 'range';
  readonly line: number;
  readonly pipe: Pipe;
  readonly body: readonly Node[];
  readonly otherwise: readonly Node[] | undefined;
}

/** Commands, each handing its value to the next as last argument. */
export interface Pipe {
  readonly kind: 'pipe';
  readonly line: number;
  /** Variables that take the value: two only in a range. */
  readonly variables: readonly string[];
  /** They exist already: `=` rather than `:=`. */
  readonly assigns: boolean;
  readonly commands: readonly Command[];
}

export interface Command {
  readonly line: number;
  readonly operands: readonly [Operand, ...Operand[]];
}

export type Operand =
  | { readonly kind: 'dot' | 'nil'; readonly line: number }
  | { readonly kind: 'bool'; readonly line: number; readonly value: boolean }
  | { readonly kind: 'string'; readonly line: number; readonly value: string }
  | NumberOperand
  | { readonly kind: 'field'; readonly line: number; readonly path: readonly string[] }
  | { readonly kind: 'variable'; readonly line: number; readonly name: string; readonly path: readonly string[] }
  | { readonly kind: 'function'; readonly line: number; readonly name: string }
  | { readonly kind: 'chain'; readonly line: number; readonly of: Operand; readonly path: readonly string[] }
  | Pipe;

/** A number as written: what type it has depends on who takes it. */
export interface NumberOperand {
  readonly kind: 'number';
  readonly line: number;
  readonly written: string;
  /** Its whole value, for those who take integers; `1e3` has one, `1.5` has none. */
  readonly integer: bigint | undefined;
  readonly float: number;
  /** What it is for those who take anything. */
  readonly ideal: 'int' | 'float64';
}
