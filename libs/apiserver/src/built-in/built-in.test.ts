import { compileSchema } from '../schema/compile-schema.ts';
import { builtInResources, reviewResources } from './built-in-resources.ts';
import { defaultBuiltIn } from './defaults.ts';
import { reference } from './definitions.ts';
import { parseDefinitions } from './parse-definitions.ts';
import { validateBuiltIn } from './validation.ts';

describe('definitions', () => {
  test('say types, what is required, who owns what and how lists are merged', () => {
    const text = [
      'Thing atomic',
      '  a! []string set',
      '  b []Other map=x,y patch=merge,retainKeys:x',
      '  c {}int32 default=1',
      'Alias = date-time',
    ].join('\n');
    expect(Object.fromEntries(parseDefinitions(text, 'core'))).toEqual({
      'io.k8s.api.core.v1.Thing': {
        type: 'object',
        required: ['a'],
        'x-kubernetes-map-type': 'atomic',
        properties: {
          a: { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set' },
          b: {
            type: 'array',
            items: { $ref: '#/components/schemas/io.k8s.api.core.v1.Other' },
            'x-kubernetes-list-type': 'map',
            'x-kubernetes-list-map-keys': ['x', 'y'],
            'x-kubernetes-patch-strategy': 'merge,retainKeys',
            'x-kubernetes-patch-merge-key': 'x',
          },
          c: { type: 'object', additionalProperties: { type: 'integer', format: 'int32' }, default: 1 },
        },
      },
      'io.k8s.api.core.v1.Alias': { type: 'string', format: 'date-time' },
    });
  });

  test('of the same type are one object, so that they are compiled once', () => {
    expect(compileSchema(reference('core.Pod'))).toBe(compileSchema(reference('core.Pod')));
  });

  test.each([...builtInResources, ...reviewResources].map((resource) => [`${resource.group}/${resource.kind}`, resource] as const))(
    'of %s are complete',
    (_name, resource) => {
      const { root } = compileSchema(resource.schema);
      expect([...root.properties.keys()]).toEqual(expect.arrayContaining(['apiVersion', 'kind', 'metadata']));
    },
  );
});

describe('defaults of built-in kinds', () => {
  test('a deployment rolls', () => {
    const deployment = { spec: { selector: {}, template: { spec: { containers: [{ name: 'c', image: 'registry:5000/i' }] } } } };
    expect(defaultBuiltIn('deployments.apps', deployment)).toMatchObject({
      spec: {
        replicas: 1,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
        template: { spec: { restartPolicy: 'Always', containers: [{ name: 'c', imagePullPolicy: 'Always', resources: {} }] } },
      },
    });
  });

  test.each<[string, string]>([
    ['i', 'Always'],
    ['i:latest', 'Always'],
    ['i:v1', 'IfNotPresent'],
    ['i@sha256:0', 'IfNotPresent'],
    ['registry:5000/i:v1', 'IfNotPresent'],
  ])('the image %s is pulled %s', (image, policy) => {
    expect(defaultBuiltIn('pods', { spec: { containers: [{ name: 'c', image }] } })).toMatchObject({
      spec: { containers: [{ imagePullPolicy: policy }] },
    });
  });

  test('what is set stays', () => {
    const once = defaultBuiltIn('deployments.apps', { spec: { replicas: 0, strategy: { type: 'Recreate' }, template: {} } });
    expect(once).toMatchObject({ spec: { replicas: 0, strategy: { type: 'Recreate' } } });
    expect(defaultBuiltIn('deployments.apps', once)).toEqual(once);
  });

  test('other kinds are left alone', () => {
    const secret = { data: {} };
    expect(defaultBuiltIn('secrets', secret)).toBe(secret);
  });
});

describe('validation of built-in kinds', () => {
  const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'i' }] } };
  test.each<{ rule: string; kind: string; object: Record<string, unknown>; fields: readonly string[] }>([
    { rule: 'a pod has containers', kind: 'pods', object: { spec: {} }, fields: ['spec.containers'] },
    {
      rule: 'a container has a name and an image',
      kind: 'pods',
      object: { spec: { containers: [{}] } },
      fields: ['spec.containers[0].name', 'spec.containers[0].image'],
    },
    {
      rule: 'a deployment selects its pods',
      kind: 'deployments.apps',
      object: { spec: { selector: { matchLabels: { a: 'c' } }, template } },
      fields: ['spec.template.metadata.labels'],
    },
    { rule: 'a deployment has a selector', kind: 'deployments.apps', object: { spec: { template } }, fields: ['spec.selector'] },
    {
      rule: 'a sound deployment passes',
      kind: 'deployments.apps',
      object: { spec: { selector: { matchLabels: { a: 'b' } }, template } },
      fields: [],
    },
    {
      rule: 'a binding names its role',
      kind: 'rolebindings.rbac.authorization.k8s.io',
      object: { roleRef: { kind: 'Role' } },
      fields: ['roleRef.name'],
    },
    { rule: 'a service has ports', kind: 'services', object: { spec: { type: 'ClusterIP' } }, fields: ['spec.ports'] },
    { rule: 'a headless service needs no ports', kind: 'services', object: { spec: { clusterIP: 'None' } }, fields: [] },
  ])('$rule', ({ kind, object, fields }) => expect(validateBuiltIn(kind, object).map((cause) => cause.field)).toEqual(fields));
});
