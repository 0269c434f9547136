import type { Fields, Handler } from './webhook-server.ts';

/** A kind in two versions that differ in more than their name, converted by a webhook. */
export const gadgetCrd = (group: string, clientConfig: Fields): Fields => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `gadgets.${group}` },
  spec: {
    group,
    scope: 'Namespaced',
    names: { kind: 'Gadget', plural: 'gadgets' },
    conversion: { strategy: 'Webhook', webhook: { clientConfig, conversionReviewVersions: ['v1'] } },
    versions: [
      version('v1', true, 'size', [{ name: 'Size', type: 'integer', jsonPath: '.spec.size' }]),
      { ...version('v1beta1', false, 'width', [{ name: 'Width', type: 'integer', jsonPath: '.spec.width' }]), deprecated: true },
    ],
  },
});

const version = (name: string, storage: boolean, extent: string, additionalPrinterColumns: readonly Fields[]): Fields => ({
  name,
  served: true,
  storage,
  additionalPrinterColumns,
  subresources: { status: {}, scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' } },
  schema: {
    openAPIV3Schema: {
      type: 'object',
      properties: {
        spec: {
          type: 'object',
          properties: {
            [extent]: { type: 'integer', minimum: 0, description: `How large it is, as ${name} calls it.` },
            replicas: { type: 'integer', ...(name === 'v1beta1' ? { default: 1 } : {}) },
            note: { type: 'string' },
            ...(name === 'v1' ? { mode: { type: 'string' } } : {}),
          },
        },
        status: { type: 'object', properties: { replicas: { type: 'integer' }, phase: { type: 'string' } } },
      },
    },
  },
});

const kept = 'gadgets.test/mode';

/** `size` of v1 is `width` of v1beta1; `mode`, which v1beta1 does not know, travels in an annotation. */
export const convertGadgets: Handler = (request) => {
  const desired = request['desiredAPIVersion'] as string;
  const convertedObjects = (request['objects'] as Fields[]).map((object) => converted(object, desired));
  return { convertedObjects, result: { status: 'Success' } };
};

function converted(object: Fields, apiVersion: string): Fields {
  const { width, size, mode, ...spec } = (object['spec'] as Fields | undefined) ?? {};
  const metadata = object['metadata'] as Fields;
  const { [kept]: keptMode, ...annotations } = (metadata['annotations'] as Record<string, string> | undefined) ?? {};
  const isUp = apiVersion.endsWith('/v1');
  const annotated = isUp || mode === undefined ? annotations : { ...annotations, [kept]: mode as string };
  const { annotations: _annotations, ...rest } = metadata;
  return {
    ...object,
    apiVersion,
    metadata: Object.keys(annotated).length === 0 ? rest : { ...rest, annotations: annotated },
    ...(object['spec'] === undefined
      ? {}
      : {
          spec: isUp
            ? { ...spec, ...(width === undefined ? {} : { size: width }), ...(keptMode === undefined ? {} : { mode: keptMode }) }
            : { ...spec, ...(size === undefined ? {} : { width: size }) },
        }),
  };
}
