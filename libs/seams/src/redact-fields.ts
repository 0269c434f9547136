const hidden = '[redacted]';

/**
 * Makes an object that shows `[redacted]` in place of the named fields when it is logged, inspected or put in JSON. Reading the
 * fields, comparing and spreading work as before; a spread copy is an ordinary object again.
 */
export function redactFields<T extends object>(value: T, ...fields: readonly (keyof T)[]): T {
  const hiding = fields.filter((field) => value[field] !== undefined);
  const shown = (): object => ({ ...value, ...Object.fromEntries(hiding.map((field) => [field, hidden])) });
  return Object.defineProperties({ ...value }, { toJSON: { value: shown }, [Symbol.for('nodejs.util.inspect.custom')]: { value: shown } });
}
