/**
 * What a message quotes of JSON that nobody has checked: texts as they are, anything else as JSON. `String` and templates would throw on
 * objects that a client may well send.
 * @param absent what stands for a value that is not there
 */
export const printValue = (value: unknown, absent: string): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? absent);
