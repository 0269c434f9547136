import type { Static } from 'typebox';

import { flag, int32, mapList, optional, struct, text, textMap } from '../../schema/vocabulary.ts';

/** Host and port of an API server; both absent means not known yet. */
export const Endpoint = struct(
  'Where the API server of the workload cluster is reached.',
  {
    host: optional(text('Host name or IP address.', { minLength: 1, maxLength: 512 })),
    port: optional(int32('TCP port on which the API server answers.', { minimum: 1, maximum: 65_535 })),
  },
  { minProperties: 1 },
);
export type Endpoint = Static<typeof Endpoint>;

/** A part of the infrastructure that fails by itself. */
export const FailureDomain = struct('A part of the infrastructure that fails by itself, such as a zone.', {
  attributes: optional(textMap('What else the provider knows about the failure domain.')),
  controlPlane: optional(flag('Whether control-plane Machines may be placed here; absent means no.')),
  name: text('Name by which Machines ask for the failure domain.', { minLength: 1, maxLength: 256 }),
});
export type FailureDomain = Static<typeof FailureDomain>;

export const failureDomains = (meaning: string) => mapList(meaning, ['name'], FailureDomain, { minItems: 1, maxItems: 100 });
