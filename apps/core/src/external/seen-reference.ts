/** What a reference to an object of another provider led to. `Facts` are read by the contract that its CRD declares. */
export type SeenReference<Facts> =
  /** There is no reference. */
  | { readonly state: 'none' }
  | { readonly state: 'missing' }
  /** The kind is not installed, declares no contract, or the object breaks it. */
  | { readonly state: 'unreadable'; readonly why: string }
  | ({ readonly state: 'found' } & Facts);
