import { flag, mapOf, optional, struct, textMap } from '../../schema/vocabulary.ts';

/** Failure domains by name, as versions before v1beta2 keep them. */
export const failureDomains = (meaning: string) =>
  optional(
    mapOf(
      meaning,
      struct('A part of the infrastructure that fails by itself, such as a zone.', {
        attributes: optional(textMap('What else the provider knows about the failure domain.')),
        controlPlane: optional(flag('Whether control-plane Machines may be placed here.')),
      }),
    ),
  );
