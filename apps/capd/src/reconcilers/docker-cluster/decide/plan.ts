import type { Instant } from '@capi/seams';

import type { Weights } from '../../../backends/docker/load-balancers/routes.ts';
import type { NewBalancer, SeenBalancer } from '../observation.ts';

/** What to do about an infrastructure cluster whose machines are containers. */
export type Plan =
  /** Nothing, and nothing is written. */
  | { readonly step: 'rest' }
  /** Say that it is paused. */
  | { readonly step: 'pause'; readonly because: string }
  /** Have our finalizer on the object before anything exists that it protects. */
  | { readonly step: 'protect' }
  /** Say what stands against it. */
  | { readonly step: 'hold'; readonly because: string; readonly until?: Instant }
  /** Have the engine fetch the image, which may take minutes. */
  | { readonly step: 'fetch-image'; readonly image: string }
  /** Make and start the load balancer, where it was before if that is free. */
  | { readonly step: 'create'; readonly balancer: NewBalancer; readonly address?: string }
  /** Start one that does not run. */
  | { readonly step: 'start'; readonly balancer: SeenBalancer }
  /** Take away one that cannot be started again. */
  | { readonly step: 'discard'; readonly balancer: SeenBalancer }
  /** Have HAProxy load the wanted configuration, and check it before if it is not the built-in one. */
  | { readonly step: 'configure'; readonly balancer: SeenBalancer; readonly text: string }
  /** All is as it should be: say where. Weights are absent when the load balancer was left as it is, whatever it should be. */
  | { readonly step: 'serve'; readonly host: string; readonly port: number; readonly weights?: Weights }
  /** Remove the load balancer, and let the object go. */
  | { readonly step: 'release' }
  /** It should go, and cannot yet. */
  | { readonly step: 'hold-release'; readonly because: string };

/** Steps after which there is more to do at once. */
export const isChange = ({ step }: Plan): boolean => ['protect', 'create', 'start', 'discard', 'configure'].includes(step);
