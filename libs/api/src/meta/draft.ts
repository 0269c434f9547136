/**
 * An object that nobody has checked against its schema yet: types are right, since the server decodes before it asks the rules, but
 * anything may be missing, required or not.
 */
export type Draft<T> = T extends readonly (infer Item)[]
  ? readonly Draft<Item>[]
  : T extends object
    ? string extends keyof T
      ? { readonly [Key in keyof T]: Draft<T[Key]> }
      : { readonly [Key in keyof T]?: Draft<T[Key]> | undefined }
    : T;

/** The object of an admission, read as what it is before its schema was checked. */
export const draftOf = <T>(object: T): Draft<T> => object as Draft<T>;
