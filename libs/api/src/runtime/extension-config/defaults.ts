import type { DeepReadonly } from '@capi/seams';

import { draftOf } from '../../meta/draft.ts';
import type { ExtensionConfig } from './kind.ts';

const httpsPort = 443;

/**
 * An ExtensionConfig with what admission adds: all namespaces, and the usual port where it is reached through a Service. A Service
 * whose fields are all empty counts as absent.
 * @see upstream v1.14.0 core/webhooks/admission/extensionconfig.go (behaviour)
 */
export function defaultExtensionConfig(config: DeepReadonly<ExtensionConfig>): DeepReadonly<ExtensionConfig> {
  const { spec } = config;
  const { namespaceSelector, clientConfig } = draftOf(config).spec ?? {};
  const { service } = clientConfig ?? {};
  const isReached = service !== undefined && Object.values(service).some((value) => value !== '');
  const withPort =
    isReached && service.port === undefined ? { clientConfig: { ...clientConfig, service: { ...service, port: httpsPort } } } : {};
  return { ...config, spec: { ...spec, namespaceSelector: namespaceSelector ?? {}, ...withPort } as DeepReadonly<ExtensionConfig>['spec'] };
}
