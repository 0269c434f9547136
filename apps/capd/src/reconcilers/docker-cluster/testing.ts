import { instant } from '@capi/seams';

import type { NewBalancer, Observation, SeenBalancer } from './observation.ts';

export const now = instant(1_767_225_600_000);

/** A load balancer that runs and has what it should have. */
export const aBalancer = (changes: Partial<SeenBalancer> = {}): SeenBalancer => ({
  id: 'c1',
  name: 'demo-lb',
  state: 'running',
  address: '172.18.0.2',
  loaded: 'configuration',
  ...changes,
});

export const aNewBalancer: NewBalancer = { name: 'demo-lb', image: 'kindest/haproxy:1', hasImage: true };

/** A cluster whose load balancer is as it should be. */
export const aCluster = (changes: Partial<Observation> = {}): Observation => ({
  now,
  deleting: false,
  hasFinalizer: true,
  managedElsewhere: false,
  cluster: 'demo',
  engine: { state: 'available' },
  balancer: aBalancer(),
  wanted: { text: 'configuration', weights: { 'demo-cp-0': 100 } },
  ...changes,
});
