import type { CustomResourceDefinition, WebhookClientConfig } from '../kubernetes/built-in.ts';

/** The CRD as it is installed: the API server asks a webhook for objects in other versions than the one they are stored in. */
export const withConversionWebhook = (crd: CustomResourceDefinition, clientConfig: WebhookClientConfig): CustomResourceDefinition => ({
  ...crd,
  spec: { ...crd.spec, conversion: { strategy: 'Webhook', webhook: { clientConfig, conversionReviewVersions: ['v1'] } } },
});
