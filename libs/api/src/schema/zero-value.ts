import { Type, type TSchema } from 'typebox';

/** What becomes of a field's zero value where the schema does not tell: it stays, it goes, or it is shown even when absent. */
export const whenZero = Symbol('what becomes of a zero value');

/** What can become of a zero value. */
export type ZeroRule = 'kept' | 'dropped' | 'shown';

/** A field whose zero value is treated in another way than its schema suggests; inside of `optional`, where there is one. */
export const zeroIs = <S extends TSchema>(rule: ZeroRule, schema: S): S => Type.With(schema, { [whenZero]: rule }) as unknown as S;
