import { optional, text } from '../../schema/vocabulary.ts';

/** The two fields in which v1alpha2 reported failures that were taken for final. */
export const errorFields = {
  errorMessage: optional(text('Text of the last failure that a provider called final; nothing acts on it.')),
  errorReason: optional(text('One word for the last failure that a provider called final; nothing acts on it.')),
};
