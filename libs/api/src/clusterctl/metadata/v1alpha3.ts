import { int32, optional, plainList, struct, text } from '../../schema/vocabulary.ts';

/** Fields of a Metadata file, which stand beside its metadata. */
export const metadataFields = {
  releaseSeries: optional(
    plainList(
      'Which contract each minor version of the provider fulfils.',
      struct('A minor version with all of its patches.', {
        contract: optional(text('Contract version, such as v1beta2.')),
        major: optional(int32('First number of the version.')),
        minor: optional(int32('Second number of the version.')),
      }),
    ),
  ),
};
