import type { Expression } from './expression-tree.ts';

/** One step of a machine: take a character, look around, or go on in one of several places. */
type Step =
  | { readonly kind: 'char'; readonly test: (char: string) => boolean; readonly next: number }
  | { readonly kind: 'assertion'; readonly holds: (before: string, after: string) => boolean; readonly next: number }
  | { readonly kind: 'jump'; readonly to: readonly number[] }
  | { readonly kind: 'match' };

/** More steps than this are not worth it. */
const mostSteps = 20_000;

/**
 * A test whether an expression matches somewhere in a text, in time that grows with the length of the text and no faster: all places where
 * the machine may be are followed at once, so that nothing is tried twice.
 * @returns undefined when the machine would be too large
 * @see Ken Thompson, "Regular Expression Search Algorithm", 1968
 */
export function linearMatcher(expression: Expression): ((text: string) => boolean) | undefined {
  const steps: Step[] = [{ kind: 'match' }];
  try {
    const start = build(expression, 0, steps);
    return (text) => new Machine(steps, start).matches(Array.from(text));
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
}

class TooLarge extends Error {}

function push(steps: Step[], step: Step): number {
  if (steps.length >= mostSteps) throw new TooLarge();
  return steps.push(step) - 1;
}

/** Adds the steps of an expression before those that begin at `next`; gives where they begin. */
function build(expression: Expression, next: number, steps: Step[]): number {
  switch (expression.kind) {
    case 'char':
    case 'assertion':
      return push(steps, { ...expression, next });
    case 'sequence':
      return expression.parts.reduceRight((after, part) => build(part, after, steps), next);
    case 'choice':
      return push(steps, { kind: 'jump', to: expression.parts.map((part) => build(part, next, steps)) });
    case 'repeat':
      return repeat(expression, next, steps);
  }
}

function repeat({ part, least, most }: Extract<Expression, { kind: 'repeat' }>, next: number, steps: Step[]): number {
  let begin = next;
  if (most === Infinity) {
    const to: number[] = [next];
    const loop = push(steps, { kind: 'jump', to });
    to.unshift(build(part, loop, steps));
    begin = loop;
  } else {
    for (let count = least; count < most; count += 1) begin = push(steps, { kind: 'jump', to: [build(part, begin, steps), next] });
  }
  for (let count = 0; count < least; count += 1) begin = build(part, begin, steps);
  return begin;
}

class Machine {
  readonly #steps: readonly Step[];
  readonly #start: number;

  constructor(steps: readonly Step[], start: number) {
    this.#steps = steps;
    this.#start = start;
  }

  matches(chars: readonly string[]): boolean {
    let places = new Set<number>();
    for (let index = 0; index <= chars.length; index += 1) {
      const [before, after] = [chars[index - 1] ?? '', chars[index] ?? ''];
      const reached = this.#reach([...places, this.#start], before, after);
      if (reached === undefined) return true;
      places = new Set(reached.filter((step) => step.test(after) && after !== '').map(({ next }) => next));
    }
    return false;
  }

  /** The characters that may come next from some places; undefined when one of them is the end of the expression. */
  #reach(places: readonly number[], before: string, after: string): readonly Extract<Step, { kind: 'char' }>[] | undefined {
    const seen = new Set(places);
    const reached: Extract<Step, { kind: 'char' }>[] = [];
    for (const place of seen) {
      const step = this.#steps[place];
      if (step === undefined || step.kind === 'match') return undefined;
      // Places that are added here are looked at in this very loop.
      if (step.kind === 'char') reached.push(step);
      else if (step.kind === 'jump') for (const each of step.to) seen.add(each);
      else if (step.holds(before, after)) seen.add(step.next);
    }
    return reached;
  }
}
