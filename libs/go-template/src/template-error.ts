/** Why a template cannot be parsed or rendered, and on which line of it. */
export class TemplateError extends Error {
  /** Counted from 1. */
  readonly line: number;
  /** What is wrong, without the line. */
  readonly why: string;

  constructor(why: string, line: number) {
    super(`line ${line}: ${why}`);
    this.name = 'TemplateError';
    this.why = why;
    this.line = line;
  }
}

/** Thrown by a template function that refuses its arguments; rendering adds the line. */
export class RefusedByFunction extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'RefusedByFunction';
  }
}
