import { Type } from 'typebox';

import { optional, struct, text } from '../../schema/vocabulary.ts';
import { failureDomains } from '../../shapes/v1beta1/failure-domains.ts';
import { loadBalancer } from '../v1beta2/docker.ts';

/** Where the API server is reached, without the bounds that v1beta2 puts on it. */
export const controlPlaneEndpoint = optional(
  struct('Where the API server is reached; set by the controller when absent.', {
    host: optional(text('Host name or IP address.')),
    port: optional(Type.Integer({ description: 'TCP port on which the API server answers.' })),
  }),
);

/** What a Docker cluster is configured with, under its own kind or as a backend. */
export const dockerClusterFields = {
  failureDomains: failureDomains('Failure domains that the cluster pretends to have.'),
  loadBalancer,
};
