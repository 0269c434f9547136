import { isDyn, isSameType, type CelType } from './cel-type.ts';

/**
 * What is known of types that an expression leaves open, such as what an empty list holds. Types fit when they are the same, when one of
 * them is dyn, or when what is unknown in them can be made to fit.
 * @see cel-spec, "Type Checking" (behaviour)
 */
export class Bindings {
  #known = new Map<number | string, CelType>();
  #count = 0;

  /** A type that nothing is known of yet. */
  fresh(): CelType {
    this.#count += 1;
    return { kind: 'unknown', id: this.#count };
  }

  /** Whether all types of one list fit those of another; remembers what has to be so, if they do. */
  fit(types: readonly CelType[], wanted: readonly CelType[]): boolean {
    const before = new Map(this.#known);
    const fits =
      types.length === wanted.length && types.every((type, index) => wanted[index] !== undefined && this.#fits(type, wanted[index]));
    if (!fits) this.#known = before;
    return fits;
  }

  /** A type with all that is known of its parts. What stays unknown can be anything. */
  resolve(type: CelType, unknownIsDyn = false): CelType {
    if (type.kind === 'unknown') {
      const known = this.#known.get(type.id);
      if (known !== undefined) return this.resolve(known, unknownIsDyn);
      return unknownIsDyn ? { kind: 'simple', name: 'dyn' } : type;
    }
    return type.kind === 'made' ? { ...type, of: type.of.map((part) => this.resolve(part, unknownIsDyn)) } : type;
  }

  #fits(type: CelType, wanted: CelType): boolean {
    if (wanted.kind === 'unknown') {
      const isBound = this.#known.has(wanted.id);
      if (this.#bind(wanted, type)) return true;
      if (isBound) return false;
    }
    if (type.kind === 'unknown') return this.#bind(type, wanted);
    if (isDyn(type) || isDyn(wanted)) return true;
    if (isNull(type)) return mayBeNull(wanted);
    if (isNull(wanted)) return mayBeNull(type);
    if (type.kind === 'made' && wanted.kind === 'made') {
      if (type.name !== wanted.name || type.of.length !== wanted.of.length) return false;
      return type.of.every((part, index) => wanted.of[index] !== undefined && this.#fits(part, wanted.of[index]));
    }
    return isSameType(type, wanted);
  }

  #bind(unknown: Extract<CelType, { kind: 'unknown' }>, type: CelType): boolean {
    if (isSameType(unknown, type)) return true;
    const known = this.#known.get(unknown.id);
    if (known !== undefined) {
      if (isSameType(known, type)) return true;
      if (!this.#fits(type, known)) return false;
      const general = isGeneral(type, known) ? type : known;
      if (!this.#mentions(general, unknown)) this.#known.set(unknown.id, general);
      return true;
    }
    if (this.#mentions(type, unknown)) return false;
    this.#known.set(unknown.id, type);
    return true;
  }

  /** A type that held itself would have no end. */
  #mentions(type: CelType, unknown: CelType): boolean {
    if (isSameType(type, unknown)) return true;
    if (type.kind === 'made') return type.of.some((part) => this.#mentions(part, unknown));
    const known = type.kind === 'unknown' ? this.#known.get(type.id) : undefined;
    return known !== undefined && this.#mentions(known, unknown);
  }
}

const isNull = (type: CelType): boolean => type.kind === 'simple' && type.name === 'null';

/** Lists, maps and scalars are never null. */
const mayBeNull = (type: CelType): boolean =>
  type.kind === 'object' ||
  (type.kind === 'made' && type.name !== 'list' && type.name !== 'map') ||
  (type.kind === 'simple' && ['duration', 'timestamp', 'null'].includes(type.name));

/** Whether one type says as much as another, or less. */
export function isGeneral(one: CelType, other: CelType): boolean {
  if (isDyn(one) || one.kind === 'unknown') return true;
  if (isDyn(other) || other.kind === 'unknown') return false;
  if (one.kind !== 'made' || other.kind !== 'made') return isSameType(one, other);
  if (one.name !== other.name || one.of.length !== other.of.length) return false;
  return one.of.every((part, index) => other.of[index] !== undefined && isGeneral(part, other.of[index]));
}
