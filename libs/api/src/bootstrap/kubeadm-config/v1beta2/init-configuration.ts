import type { Static } from 'typebox';

import { atomicList, dateTime, int32, optional, struct, text } from '../../../schema/vocabulary.ts';
import { LocalApiEndpoint, NodeRegistration, Patches, skipPhases, Timeouts } from './node-registration.ts';

/** A token by which machines join. */
export const BootstrapToken = struct('A token by which machines join.', {
  description: optional(text('What the token is for.', { minLength: 1, maxLength: 512 })),
  expires: optional(dateTime('When the token expires; not together with ttlSeconds.')),
  groups: optional(
    atomicList(
      'Groups that whoever uses the token belongs to.',
      text('Name of a group, starting with system:bootstrappers:.', { minLength: 1, maxLength: 256 }),
      {
        minItems: 1,
        maxItems: 100,
      },
    ),
  ),
  token: text('The token: six and sixteen characters with a dot between.', { minLength: 1, maxLength: 23 }),
  ttlSeconds: optional(int32('For how many seconds the token is valid; a day when absent.', { minimum: 0 })),
  usages: optional(
    atomicList('What the token is good for: signing, authentication or both.', text('A usage.', { minLength: 1, maxLength: 256 }), {
      minItems: 1,
      maxItems: 100,
    }),
  ),
});
export type BootstrapToken = Static<typeof BootstrapToken>;

/** What kubeadm init takes. */
export const InitConfiguration = struct(
  'Settings for the first control-plane machine of a cluster.',
  {
    bootstrapTokens: optional(
      atomicList('Tokens that are made together with the cluster.', BootstrapToken, { minItems: 1, maxItems: 100 }),
    ),
    localAPIEndpoint: optional(LocalApiEndpoint),
    nodeRegistration: optional(NodeRegistration),
    patches: optional(Patches),
    skipPhases: optional(skipPhases),
    timeouts: optional(Timeouts),
  },
  { minProperties: 1 },
);
export type InitConfiguration = Static<typeof InitConfiguration>;
