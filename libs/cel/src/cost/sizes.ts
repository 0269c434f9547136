import type { DeclaredType, ValueKind } from '../declared-type.ts';
import { one, type Estimate } from './estimate.ts';
import type { Argument } from './function-cost.ts';
import { nothing, union, unknownSize, type Range } from './range.ts';

const scalars: ReadonlySet<ValueKind> = new Set<ValueKind>(['bool', 'double', 'duration', 'int', 'timestamp', 'uint']);

/** How large values are: what a rule makes of them, and what the schema allows. */
export class Sizes {
  readonly #self: DeclaredType;

  /** @param self the type of what the rule is about */
  constructor(self: DeclaredType) {
    this.#self = self;
  }

  /** What is declared where a path leads; undefined when nothing is. */
  declared(path: readonly string[]): DeclaredType | undefined {
    return path.slice(1).reduce<DeclaredType | undefined>((type, step) => {
      if (step === '@keys' || step === '@indices') return undefined;
      return step.startsWith('@') ? type?.element : type?.fields?.get(step);
    }, this.#self);
  }

  /** Size of what a path leads to; a key of a map is a text whose size nobody declares. */
  at(path: readonly string[]): Range | undefined {
    if (path.length === 0) return undefined;
    const keys = path.at(-1) === '@keys' && this.declared(path.slice(0, -1))?.kind === 'map';
    const size = keys ? 0 : this.declared(path)?.maxElements;
    return size === undefined ? undefined : { min: 0, max: size };
  }

  /** What a call gives comes first, then what is declared, then what is known of the type or the variable. */
  of({ computed, path, entry, kind, size }: Estimate): Range {
    if (computed !== undefined) return computed;
    const declared = path === undefined ? undefined : this.at(path);
    return (entry === undefined ? declared : undefined) ?? size ?? declared ?? (scalars.has(kind) ? one : unknownSize);
  }

  /** From the smallest of the values to the largest. */
  covering(estimates: readonly Estimate[]): Range {
    const [first = nothing, ...others] = estimates.map((each) => this.of(each));
    return others.reduce(union, first);
  }

  /** What a function is told of one of its arguments. */
  argument(estimate: Estimate): Argument {
    const elementSize = estimate.path === undefined ? undefined : this.at([...estimate.path, '@items']);
    return {
      kind: estimate.kind,
      size: this.of(estimate),
      element: estimate.element?.kind,
      elementSize: elementSize ?? unknownSize,
    };
  }
}
