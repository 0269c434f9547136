import { mapping, moved, type Codec, type Mapping } from '../mapping.ts';

/** An empty text says nothing in v1alpha2; in the hub it stays where it was remembered. */
const message: Codec = {
  up: (value, remembered) => value || (remembered === '' ? '' : undefined),
  down: (value) => value || undefined,
};

/** `errorReason` and `errorMessage`, which the hub has as failures of v1beta1. */
export const failure: Mapping = mapping(
  moved('errorReason', 'deprecated.v1beta1.failureReason', message),
  moved('errorMessage', 'deprecated.v1beta1.failureMessage', message),
);
