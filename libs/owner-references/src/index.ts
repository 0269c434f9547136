export {
  controllerOf,
  controllerReference,
  hasExactly,
  isControlledBy,
  isOwnedBy,
  isSameOwner,
  ownerReference,
  withoutOwner,
  withOwner,
  withOwnerReplaced,
  type PossibleOwner,
} from './owner-references.ts';
