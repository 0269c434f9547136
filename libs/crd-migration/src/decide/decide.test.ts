import type { Observation, SeenDefinition, SeenObject } from '../observation.ts';
import { servedManagedFields } from './clean.ts';
import { decide } from './decide.ts';
import type { Plan } from './plan.ts';

const aDefinition = (definition: Partial<SeenDefinition> = {}): SeenDefinition => ({
  name: 'widgets.example.com',
  resourceVersion: '7',
  generation: 2,
  storage: 'example.com/v2',
  served: ['example.com/v1', 'example.com/v2'],
  stored: ['v1', 'v2'],
  ...definition,
});
const anObject = (object: Partial<SeenObject> = {}): SeenObject => ({
  key: { namespace: 'team', name: 'a' },
  uid: 'u',
  resourceVersion: '5',
  rewritten: false,
  managedFields: [],
  ...object,
});
const seenWith = (seen: Partial<Observation>): Observation => ({
  definition: aDefinition(),
  objects: [],
  phases: ['StorageVersionMigration', 'CleanupManagedFields'],
  ...seen,
});
const target = { key: { namespace: 'team', name: 'a' }, uid: 'u', resourceVersion: '5' };
const gone = { manager: 'kubectl', operation: 'Apply', apiVersion: 'example.com/v1alpha1' } as const;
const there = { manager: 'kubectl', operation: 'Apply', apiVersion: 'example.com/v1' } as const;
const onlyName = { fieldsType: 'FieldsV1', fieldsV1: { 'f:metadata': { 'f:name': {} } } } as const;

describe('CRD migration decision', () => {
  test.each<{ rule: string; seen: Partial<Observation>; plan: Plan }>([
    {
      rule: 'rests when the CRD was migrated as it is',
      seen: { definition: aDefinition({ migratedGeneration: '2' }), objects: [anObject()] },
      plan: { step: 'rest' },
    },
    {
      rule: 'rewrites objects before anything else',
      seen: { objects: [anObject({ managedFields: [gone] })] },
      plan: { step: 'rewrite', targets: [target] },
    },
    {
      rule: 'rewrites again after a change of the CRD',
      seen: { definition: aDefinition({ migratedGeneration: '1' }), objects: [anObject()] },
      plan: { step: 'rewrite', targets: [target] },
    },
    {
      rule: 'forgets old versions once everything was rewritten',
      seen: { objects: [anObject({ rewritten: true, managedFields: [gone] })] },
      plan: { step: 'forget-versions', resourceVersion: '7', storage: 'v2' },
    },
    {
      rule: 'forgets old versions when there are no objects',
      seen: {},
      plan: { step: 'forget-versions', resourceVersion: '7', storage: 'v2' },
    },
    {
      rule: 'rewrites nothing when nothing can be stored in an old version',
      seen: { definition: aDefinition({ stored: ['v2'] }), objects: [anObject()] },
      plan: { step: 'finish', resourceVersion: '7', generation: 2 },
    },
    {
      rule: 'cleans managed fields of versions that are gone, after the versions were forgotten',
      seen: { definition: aDefinition({ stored: ['v2'] }), objects: [anObject({ managedFields: [gone, there] })] },
      plan: { step: 'clean', targets: [{ ...target, managedFields: [there] }] },
    },
    {
      rule: 'leaves stored objects alone when told to',
      seen: { phases: ['CleanupManagedFields'], objects: [anObject()] },
      plan: { step: 'finish', resourceVersion: '7', generation: 2 },
    },
    {
      rule: 'leaves managed fields alone when told to',
      seen: {
        phases: ['StorageVersionMigration'],
        definition: aDefinition({ stored: ['v2'] }),
        objects: [anObject({ managedFields: [gone] })],
      },
      plan: { step: 'finish', resourceVersion: '7', generation: 2 },
    },
  ])('$rule', ({ seen, plan }) => expect(decide(seenWith(seen))).toEqual(plan));
});

describe('managed fields', () => {
  test('stay when every version is served', () => expect(servedManagedFields([there], aDefinition())).toBeUndefined());

  test('without any entry stay without', () => expect(servedManagedFields([], aDefinition())).toBeUndefined());

  test('keep one entry, for the name alone, where all versions are gone', () => {
    expect(servedManagedFields([gone, { ...gone, manager: 'other' }], aDefinition())).toEqual([
      { manager: 'kubectl', operation: 'Apply', apiVersion: 'example.com/v2', ...onlyName },
    ]);
  });
});
