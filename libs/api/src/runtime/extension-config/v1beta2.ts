import {
  choice,
  described,
  int32,
  mapList,
  optional,
  struct,
  text,
  textMap,
  type NumberBounds,
  type ObjectBounds,
} from '../../schema/vocabulary.ts';
import { conditions, deprecatedConditions } from '../../shapes/v1beta2/condition.ts';
import { LabelSelector } from '../../shapes/v1beta2/machine.ts';

/** How an extension is reached. */
const clientConfig = (bounds?: ObjectBounds) =>
  struct(
    'How the extension is reached: by a URL or by a Service, not by both.',
    {
      caBundle: optional(
        text('PEM certificates that the certificate of the extension must go back to, in base64.', {
          format: 'byte',
          minLength: 1,
          maxLength: 51_200,
        }),
      ),
      service: optional(
        struct('The Service in front of the extension.', {
          name: text('Name of the Service.', { minLength: 1, maxLength: 63 }),
          namespace: text('Namespace of the Service.', { minLength: 1, maxLength: 63 }),
          path: optional(text('Path in front of those of the hooks.', { minLength: 1, maxLength: 512 })),
          port: optional(int32('Port of the Service; 443 when absent.')),
        }),
      ),
      url: optional(text('Address of the extension, starting with https.', { minLength: 1, maxLength: 512 })),
    },
    bounds,
  );

/** Fields of `spec`, which all versions have. */
export const extensionFields = (bounds?: ObjectBounds) => ({
  clientConfig: clientConfig(bounds),
  namespaceSelector: optional(
    described(LabelSelector, 'Labels of the namespaces whose objects the extension is called for; all namespaces when empty or absent.'),
  ),
  settings: optional(textMap('Handed to the extension with each call; a ClusterClass may add to it.')),
});

/** `spec` of an ExtensionConfig. */
export const ExtensionConfigSpec = struct('A server that takes part in the life of Clusters.', extensionFields({ minProperties: 1 }));

/** Handlers that the extension offers. */
export const handlers = (timeout: NumberBounds = {}) =>
  optional(
    mapList(
      'Handlers that the extension said it has when it was last asked.',
      ['name'],
      struct('A handler of a hook.', {
        failurePolicy: optional(
          choice('Whether a failing call stops what it is part of (Fail) or goes unnoticed (Ignore); Fail when absent.', [
            'Ignore',
            'Fail',
          ]),
        ),
        name: text('Name of the handler, ending in a dot and the name of the ExtensionConfig.', { minLength: 1, maxLength: 512 }),
        requestHook: struct('The hook that is handled.', {
          apiVersion: text('Group and version of the hook.', { minLength: 1, maxLength: 512 }),
          hook: text('Name of the hook.', { minLength: 1, maxLength: 256 }),
        }),
        timeoutSeconds: optional(int32('How long a call may take; 10 when absent.', timeout)),
      }),
      { maxItems: 512 },
    ),
  );

/** `status` of an ExtensionConfig. */
export const ExtensionConfigStatus = struct(
  'What is known of the extension.',
  {
    conditions: optional(conditions('Statements about the extension; Discovered says whether its handlers are known.')),
    deprecated: deprecatedConditions,
    handlers: handlers({ minimum: 1 }),
  },
  { minProperties: 1 },
);
