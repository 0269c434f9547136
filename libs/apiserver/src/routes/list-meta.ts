/** What a list says of itself: where a watch goes on from it, and how to get the rest of its pages. */
export interface ListMeta {
  readonly resourceVersion: string;
  readonly continue?: string;
  readonly remainingItemCount?: number;
}
