import { systemAdmin } from '../authentication/user-info.ts';
import { renameVersion } from '../registry/conversion.ts';
import { makeEndpoint } from '../registry/endpoint.ts';
import { compileSchema } from '../schema/compile-schema.ts';
import { allVerbs, type ServedResource } from '../served-resource.ts';
import type { Attributes } from './attributes.ts';
import { askedAbout, type Rule } from './rules.ts';

describe('rules of a webhook', () => {
  const version = (name: string): ServedResource => ({
    group: 'example.com',
    version: name,
    kind: 'Widget',
    listKind: 'WidgetList',
    plural: 'widgets',
    singular: 'widget',
    shortNames: [],
    categories: [],
    namespaced: true,
    verbs: allVerbs,
    status: true,
    subresources: [],
    schema: { type: 'object' },
    columns: [],
    custom: true,
  });
  const [v1, v2] = [version('v1'), version('v2')];
  const rules = { hasGeneration: true, needsResourceVersion: true, selectable: {} };
  const attributes = (more: Partial<Attributes> = {}): Attributes => ({
    endpoint: makeEndpoint({ resource: v1, conversion: renameVersion, rules, compile: () => compileSchema(v1.schema) }),
    operation: 'CREATE',
    name: 'a',
    namespace: 'default',
    user: systemAdmin,
    dryRun: false,
    options: {},
    warnings: [],
    ...more,
  });
  const all: Rule = { apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*'] };

  test.each<{ rule: string; rules: readonly Rule[]; about?: Partial<Attributes>; asked: string | undefined }>([
    { rule: 'stars mean everything', rules: [all], asked: 'v1' },
    { rule: 'without any there is nothing to ask', rules: [], asked: undefined },
    { rule: 'another group is none of its business', rules: [{ ...all, apiGroups: ['apps'] }], asked: undefined },
    { rule: 'another operation is none of its business', rules: [{ ...all, operations: ['UPDATE', 'DELETE'] }], asked: undefined },
    { rule: 'another resource is none of its business', rules: [{ ...all, resources: ['gadgets'] }], asked: undefined },
    { rule: 'another version stands in for the requested one', rules: [{ ...all, apiVersions: ['v2'] }], asked: 'v2' },
    {
      rule: 'the requested version goes first, whatever the order of rules',
      rules: [
        { ...all, apiVersions: ['v2'] },
        { ...all, apiVersions: ['v1'] },
      ],
      asked: 'v1',
    },
    { rule: 'a resource is without its subresources', rules: [all], about: { subresource: 'status' }, asked: undefined },
    { rule: 'a subresource is named', rules: [{ ...all, resources: ['widgets/status'] }], about: { subresource: 'status' }, asked: 'v1' },
    { rule: 'all subresources are named', rules: [{ ...all, resources: ['widgets/*'] }], about: { subresource: 'scale' }, asked: 'v1' },
    { rule: 'all subresources are with the object itself', rules: [{ ...all, resources: ['widgets/*'] }], asked: 'v1' },
    { rule: 'one subresource of all kinds', rules: [{ ...all, resources: ['*/scale'] }], about: { subresource: 'scale' }, asked: 'v1' },
    { rule: 'namespaced objects only', rules: [{ ...all, scope: 'Namespaced' }], asked: 'v1' },
    { rule: 'objects of the cluster only', rules: [{ ...all, scope: 'Cluster' }], asked: undefined },
    {
      rule: 'an object of the cluster is not namespaced',
      rules: [{ ...all, scope: 'Namespaced' }],
      about: { namespace: undefined },
      asked: undefined,
    },
  ])('$rule', ({ rules: declared, about, asked }) => {
    expect(askedAbout(declared, attributes(about), [v1, v2])?.version).toBe(asked);
  });
});
