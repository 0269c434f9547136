import { collection, intent, kept, shownInOld, nonZero } from '../../conversion/codecs.ts';
import { listIn, objectIn } from '../../conversion/json.ts';
import { listOf, mapping, same, struct, type Codec, type Mapping } from '../../conversion/mapping.ts';
import { templateMetadata } from '../../conversion/v1beta1/machine-spec.ts';

/**
 * A list that gets back what was remembered only when nobody made it longer or shorter, since its items have no names. Upstream
 * panics there when the list has become longer.
 */
export const whileAsLong = (list: Codec): Codec => ({
  up: (value, remembered, known) => list.up(value, listIn(remembered)?.length === listIn(value)?.length ? remembered : undefined, known),
  down: (value, known) => list.down(value, known),
});

/** A map whose values are structs, told apart by their keys. */
const mapOf = (inner: Codec): Codec => {
  const each = (value: unknown, way: (item: unknown, name: string) => unknown): unknown => {
    const map = objectIn(value);
    return map && Object.fromEntries(Object.entries(map).map(([name, item]) => [name, way(item, name)]));
  };
  return {
    up: (value, remembered, known) => each(value, (item, name) => inner.up(item, objectIn(remembered)?.[name], known)),
    down: (value, known) => each(value, (item) => inner.down(item, known)),
  };
};

/** The schemas inside a schema are like it. */
const itself: Mapping = {
  up: (old, hub, known) => schema.up(old, hub, known),
  down: (hub, old, known) => schema.down(hub, old, known),
};
const inner = struct(itself, { hubKeepsEmpty: true, oldKeepsEmpty: true });

/** The schema of a variable: the same in both versions, but for flags whose `false` v1beta1 cannot tell from absence. */
const schema: Mapping = mapping(
  same(nonZero, 'description', 'type', 'format', 'pattern'),
  same(kept, 'example', 'default', 'maximum', 'minimum'),
  same(kept, 'maxItems', 'minItems', 'maxLength', 'minLength', 'maxProperties', 'minProperties'),
  same(collection, 'required', 'enum'),
  same(
    intent(false),
    'uniqueItems',
    'exclusiveMaximum',
    'exclusiveMinimum',
    'x-kubernetes-preserve-unknown-fields',
    'x-kubernetes-int-or-string',
  ),
  same(
    listOf(mapping(same(shownInOld(''), 'rule'), same(nonZero, 'message', 'messageExpression', 'reason', 'fieldPath'))),
    'x-kubernetes-validations',
  ),
  same(templateMetadata(), 'x-metadata'),
  same(inner, 'additionalProperties', 'items', 'not'),
  same(mapOf(inner), 'properties'),
  same(whileAsLong(listOf(itself)), 'allOf', 'anyOf', 'oneOf'),
);

/** `schema` of a variable, in both versions around the schema itself. */
export const variableSchema: Mapping = same(
  struct(same(struct(schema, { oldAlways: true }), 'openAPIV3Schema'), { oldAlways: true }),
  'schema',
);
