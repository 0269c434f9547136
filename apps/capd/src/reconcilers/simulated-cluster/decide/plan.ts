/** What to do about an infrastructure cluster. */
export type Plan =
  /** Nothing, and nothing is written. */
  | { readonly step: 'rest' }
  /** Say that it is paused. */
  | { readonly step: 'pause'; readonly because: string }
  /** Have a port for the API servers and say where it is. */
  | { readonly step: 'serve'; readonly cluster: string; readonly port?: number }
  /** Close the port, forget the cluster, let the object go. */
  | { readonly step: 'release'; readonly cluster?: string };
