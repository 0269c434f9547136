import { int64, optional, plainList, struct, text } from '../../schema/vocabulary.ts';

/** `status.apiEndpoints` of clusters in v1alpha2, which became `spec.controlPlaneEndpoint`. */
export const apiEndpoints = optional(
  plainList(
    'Where the API server of the workload cluster is reached; the first entry is the one that is used.',
    struct('An address of the API server.', {
      host: text('Host name or IP address.'),
      port: int64('TCP port on which the API server answers.'),
    }),
  ),
);
