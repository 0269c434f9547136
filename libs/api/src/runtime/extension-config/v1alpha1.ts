import { struct } from '../../schema/vocabulary.ts';
import { newStatus, statusConditions } from '../../shapes/v1beta1/condition.ts';
import { extensionFields, handlers } from './v1beta2.ts';

/** `spec` of an ExtensionConfig in v1alpha1. */
export const ExtensionConfigSpec = struct('A server that takes part in the life of Clusters.', extensionFields());

/** `status` of an ExtensionConfig in v1alpha1. */
export const ExtensionConfigStatus = struct('What is known of the extension.', {
  conditions: statusConditions,
  handlers: handlers(),
  v1beta2: newStatus({}),
});
