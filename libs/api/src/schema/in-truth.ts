import { Type, type TSchema } from 'typebox';

/** Under this key a schema of arbitrary JSON says what its values really are. */
export const inTruth = Symbol('what arbitrary JSON really is');

/**
 * Arbitrary JSON as far as a CRD can tell, which in truth has a schema: structural schemas cannot refer to themselves.
 * @param truth the schema; a function, since it usually refers to the one that is being declared
 */
export const inTruthA = <S extends TSchema>(schema: S, truth: () => TSchema): S => Type.With(schema, { [inTruth]: truth }) as unknown as S;
