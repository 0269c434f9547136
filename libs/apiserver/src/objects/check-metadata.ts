import type { ObjectMeta } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import type { StatusCause } from '../errors/status-error.ts';
import type { Endpoint } from '../registry/endpoint.ts';
import { equalJson } from '../schema/json.ts';
import { whyNotLabel, whyNotLabelValue, whyNotPathSegment, whyNotQualifiedName, whyNotSubdomain } from './names.ts';

type Metadata = DeepReadonly<ObjectMeta>;

const annotationsLimit = 256 * 1024;

/**
 * Everything that is wrong with an object's metadata.
 * @param old on update: what was stored
 */
export function checkMetadata(endpoint: Endpoint, metadata: Metadata, old?: Metadata): readonly StatusCause[] {
  return [
    ...(old === undefined ? checkName(endpoint, metadata) : []),
    ...checkLabels(metadata),
    ...checkAnnotations(metadata),
    ...checkFinalizers(metadata, old),
    ...checkOwners(metadata),
  ];
}

const invalidValue = (field: string, value: unknown, why: string): StatusCause => ({
  reason: 'FieldValueInvalid',
  field,
  message: `Invalid value: ${JSON.stringify(value)}: ${why}`,
});

function checkName({ resource, rules }: Endpoint, { name }: Metadata): readonly StatusCause[] {
  const isNamespace = resource.group === '' && resource.plural === 'namespaces';
  const why = rules.freeNames === true ? whyNotPathSegment(name) : isNamespace ? whyNotLabel(name) : whyNotSubdomain(name);
  return why === undefined ? [] : [invalidValue('metadata.name', name, why)];
}

function checkLabels({ labels = {} }: Metadata): readonly StatusCause[] {
  return Object.entries(labels).flatMap(([key, value]) => {
    const wrongKey = whyNotQualifiedName(key);
    const wrongValue = whyNotLabelValue(value);
    return [
      ...(wrongKey === undefined ? [] : [invalidValue('metadata.labels', key, wrongKey)]),
      ...(wrongValue === undefined ? [] : [invalidValue('metadata.labels', value, wrongValue)]),
    ];
  });
}

function checkAnnotations({ annotations = {} }: Metadata): readonly StatusCause[] {
  const causes: StatusCause[] = [];
  let size = 0;
  for (const [key, value] of Object.entries(annotations)) {
    size += key.length + value.length;
    const why = whyNotQualifiedName(key.toLowerCase());
    if (why !== undefined) causes.push(invalidValue('metadata.annotations', key, why));
  }
  if (size > annotationsLimit) {
    causes.push({
      reason: 'FieldValueTooLong',
      field: 'metadata.annotations',
      message: `Too long: may not be more than ${annotationsLimit} bytes`,
    });
  }
  return causes;
}

function checkFinalizers({ finalizers = [] }: Metadata, old: Metadata | undefined): readonly StatusCause[] {
  const causes = finalizers.flatMap((finalizer) => {
    const why = whyNotQualifiedName(finalizer);
    return why === undefined ? [] : [invalidValue('metadata.finalizers', finalizer, why)];
  });
  if (old?.deletionTimestamp === undefined) return causes;
  const added = finalizers.filter((finalizer) => !(old.finalizers ?? []).includes(finalizer));
  if (added.length === 0) return causes;
  const names = added.map((finalizer) => JSON.stringify(finalizer)).join(', ');
  const message = `Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{${names}}`;
  return [...causes, { reason: 'FieldValueForbidden', field: 'metadata.finalizers', message }];
}

function checkOwners({ ownerReferences = [] }: Metadata): readonly StatusCause[] {
  const causes: StatusCause[] = [];
  for (const owner of ownerReferences) {
    for (const field of ['apiVersion', 'kind', 'name', 'uid'] as const) {
      // Without the index, as Kubernetes says it.
      const path = `metadata.ownerReferences.${field}`;
      if ((owner[field] ?? '') === '')
        causes.push(invalidValue(path, '', field === 'apiVersion' ? 'version must not be empty' : 'must not be empty'));
    }
  }
  const controllers = ownerReferences.filter((owner) => owner.controller === true);
  if (controllers.length > 1) {
    const [first, second] = controllers;
    const why = `Only one reference can have Controller set to true. Found "true" in references for ${first?.kind}/${first?.name} and ${second?.kind}/${second?.name}`;
    causes.push({ reason: 'FieldValueInvalid', field: 'metadata.ownerReferences', message: `Invalid value: ${why}` });
  }
  return causes;
}

/**
 * Owners without those that are named a second time in the very same words.
 * @param warnings takes the uids of those, in the words of Kubernetes
 */
export function distinctOwners<Owners extends Metadata['ownerReferences'] | null>(owners: Owners, warnings: string[]): Owners {
  if (!Array.isArray(owners) || owners.length < 2) return owners;
  const list = owners as readonly { readonly uid: string }[];
  const isRepeated = (owner: unknown, index: number): boolean => list.slice(0, index).some((earlier) => equalJson(earlier, owner));
  const repeated = new Set(list.filter(isRepeated).map(({ uid }) => uid));
  if (repeated.size === 0) return owners;
  warnings.push(
    `.metadata.ownerReferences contains duplicate entries; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: ${[...repeated].join(', ')}`,
  );
  return list.filter((owner, index) => !isRepeated(owner, index)) as unknown as Owners;
}

/** What is allowed in metadata but not wise. */
export const warnAboutMetadata = ({ finalizers = [] }: Metadata): readonly string[] =>
  finalizers
    .filter((finalizer) => !finalizer.includes('/') && !serverFinalizers.has(finalizer))
    .map(
      (finalizer) =>
        `metadata.finalizers: ${JSON.stringify(finalizer)}: prefer a domain-qualified finalizer name to avoid accidental conflicts with other finalizer writers`,
    );

const serverFinalizers = new Set(['orphan', 'foregroundDeletion', 'kubernetes']);
