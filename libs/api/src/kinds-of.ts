import { kinds } from './kinds.ts';
import type { Kind, KindDeclaration } from './schema/define-kind.ts';

/** Every declared kind, without its static type: for what treats them all alike. */
export const allKinds: readonly Kind[] = kinds as readonly unknown[] as readonly Kind[];

/** The kinds that a provider installs, and converts between their versions. */
export const kindsOf = (provider: KindDeclaration['provider']): readonly Kind[] =>
  allKinds.filter(({ declaration }) => declaration.provider === provider);
