import { mapping, moved, type Codec, type Mapping } from '../mapping.ts';

const counter: Codec = { up: (value) => value ?? 0, down: (value) => value || undefined };

/** Counters of v1alpha2, which mean what those of v1beta1 mean: the hub keeps them apart from its own and shows zeros, v1alpha2 does not. */
export const replicas = (...names: readonly string[]): Mapping =>
  mapping(...names.map((name) => moved(name, `deprecated.v1beta1.${name}`, counter)));
