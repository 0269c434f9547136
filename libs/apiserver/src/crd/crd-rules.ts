import { spokenReviews, type WebhookConversion } from '../conversion/conversion-webhook.ts';
import type { StatusCause } from '../errors/status-error.ts';
import type { KindRules } from '../kinds/kind-rules.ts';
import { forbidden, invalid, notSupported, required } from '../schema/field-errors.ts';
import { equalJson, type JsonObject } from '../schema/json.ts';
import type { StoredObject } from '../storage/entry.ts';
import { checkClientConfig } from '../webhooks/check-client-config.ts';
import { checkDeclaredRules } from './check-rules-declared.ts';
import { versionsOf, type Crd } from './custom-endpoints.ts';

/** Keeps a CRD until its objects are gone. */
export const cleanUpFinalizer = 'customresourcecleanup.apiextensions.k8s.io';

interface CrdCondition {
  readonly type: string;
  readonly status: string;
  readonly lastTransitionTime: string;
  readonly reason: string;
  readonly message: string;
}

/** A CRD is served from the moment that it is stored, and its status says so in the same write. */
export const crdRules: KindRules = {
  hasGeneration: true,
  needsResourceVersion: true,
  selectable: {},
  statusWritesMetadata: true,
  answersDeletionWithObject: true,
  normalize: (object, old) => withStatus(withDefaults(object as unknown as Crd), old as Crd | undefined) as unknown as JsonObject,
  check: (object, old) => checkCrd(object as unknown as Crd, old as Crd | undefined),
  beforeDeletion: (object) => startCleanUp(object as Crd),
};

function withDefaults(crd: Crd): Crd {
  const { names } = crd.spec;
  return {
    ...crd,
    spec: {
      ...crd.spec,
      names: { ...names, singular: names.singular ?? names.kind.toLowerCase(), listKind: names.listKind ?? `${names.kind}List` },
      conversion: crd.spec['conversion'] ?? { strategy: 'None' },
    } as Crd['spec'],
  };
}

function withStatus(crd: Crd, old: Crd | undefined): Crd {
  const before = old?.status;
  const stored = versionsOf(crd)
    .filter((version) => version.storage)
    .map((version) => version.name);
  const storedVersions = [...new Set([...(crd.status?.storedVersions ?? before?.storedVersions ?? []), ...stored])];
  // Served from the start, so the time of creation is the time of the transition.
  const since = crd.metadata.creationTimestamp ?? '';
  const kept = ((before?.conditions ?? []) as readonly CrdCondition[]).filter(
    ({ type }) => type !== 'NamesAccepted' && type !== 'Established',
  );
  const conditions: readonly CrdCondition[] = [
    { type: 'NamesAccepted', status: 'True', lastTransitionTime: since, reason: 'NoConflicts', message: 'no conflicts found' },
    {
      type: 'Established',
      status: 'True',
      lastTransitionTime: since,
      reason: 'InitialNamesAccepted',
      message: 'the initial names have been accepted',
    },
    ...kept,
  ];
  return { ...crd, status: { acceptedNames: crd.spec.names, conditions, storedVersions } } as unknown as Crd;
}

function startCleanUp(crd: Crd): StoredObject {
  const finalizers = crd.metadata.finalizers ?? [];
  if (finalizers.includes(cleanUpFinalizer)) return crd;
  const terminating = {
    type: 'Terminating',
    status: 'True',
    lastTransitionTime: crd.metadata.deletionTimestamp ?? '',
    reason: 'InstanceDeletionInProgress',
    message: 'deleting all objects of this kind',
  };
  return {
    ...crd,
    metadata: { ...crd.metadata, finalizers: [...finalizers, cleanUpFinalizer] },
    status: { ...crd.status, conditions: [...(crd.status?.conditions ?? []), terminating] },
  } as StoredObject;
}

/** What can be wrong with a CRD beyond the types of its fields. */
function checkCrd(crd: Crd, old: Crd | undefined): readonly StatusCause[] {
  const causes: StatusCause[] = [];
  const add = (field: string, message: string, reason = 'FieldValueInvalid'): void => void causes.push({ reason, field, message });
  const { group, names, scope } = crd.spec;
  const wanted = `${names.plural}.${group}`;
  if (crd.metadata.name !== wanted)
    add('metadata.name', `Invalid value: ${JSON.stringify(crd.metadata.name)}: must be spec.names.plural+"."+spec.group`);
  if (scope !== 'Namespaced' && scope !== 'Cluster') {
    add('spec.scope', `Unsupported value: ${JSON.stringify(scope)}: supported values: "Cluster", "Namespaced"`, 'FieldValueNotSupported');
  }
  const versions = versionsOf(crd);
  const stored = versions.filter((version) => version.storage).length;
  if (stored !== 1) add('spec.versions', `Invalid value: ${stored} versions are marked as storage version: there must be exactly one`);
  if (new Set(versions.map((version) => version.name)).size < versions.length) {
    add('spec.versions', 'Invalid value: each version may be listed only once');
  }
  causes.push(...checkConversion(crd), ...checkStoredVersions(crd));
  for (const [index, version] of versions.entries()) {
    const path = `spec.versions[${index}].schema.openAPIV3Schema`;
    const schema = version.schema?.openAPIV3Schema;
    if (schema === undefined) add(path, 'Required value: schemas are required', 'FieldValueRequired');
    else if (schema['type'] !== 'object') add(`${path}.type`, 'Invalid value: must be object at the root');
  }
  // Compiling rules costs time; what was found good before is good.
  return equalJson(crd.spec.versions, old?.spec.versions) ? causes : [...causes, ...checkSchemaRules(versions)];
}

/** Where all versions have the same schema, there is one schema to speak of. */
function checkSchemaRules(versions: ReturnType<typeof versionsOf>): readonly StatusCause[] {
  const schemas = versions.map((version) => version.schema?.openAPIV3Schema);
  const [first] = schemas;
  if (first !== undefined && schemas.every((schema) => equalJson(schema, first)))
    return checkDeclaredRules(first, 'spec.validation.openAPIV3Schema');
  return schemas.flatMap((schema, index) =>
    schema === undefined ? [] : checkDeclaredRules(schema, `spec.versions[${index}].schema.openAPIV3Schema`),
  );
}

/** A version in which objects may still be stored cannot go: nobody could read them any more. */
function checkStoredVersions(crd: Crd): readonly StatusCause[] {
  const names = versionsOf(crd).map((version) => version.name);
  return (crd.status?.storedVersions ?? []).flatMap((stored, index) =>
    names.includes(stored)
      ? []
      : [
          invalid(
            `status.storedVersions[${index}]`,
            stored,
            `missing from spec.versions; ${stored} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${stored} and removes ${stored} from status.storedVersions`,
          ),
        ],
  );
}

function checkConversion(crd: Crd): readonly StatusCause[] {
  const { strategy, webhook } = (crd.spec['conversion'] ?? {}) as { strategy?: string; webhook?: Partial<WebhookConversion> };
  const path = 'spec.conversion';
  if (strategy !== 'None' && strategy !== 'Webhook') return [notSupported(`${path}.strategy`, strategy, ['None', 'Webhook'])];
  if (strategy === 'None') {
    return webhook === undefined ? [] : [forbidden(`${path}.webhook`, 'should not be set when strategy is not set to Webhook')];
  }
  const { clientConfig, conversionReviewVersions: reviews = [] } = webhook ?? {};
  return [
    ...(clientConfig === undefined
      ? [required(`${path}.webhook.clientConfig`, 'required when strategy is set to Webhook')]
      : checkClientConfig(clientConfig, `${path}.webhook.clientConfig`)),
    ...(reviews.some((version) => spokenReviews.includes(version))
      ? []
      : [invalid(`${path}.webhook.conversionReviewVersions`, reviews, `must include at least one of ${spokenReviews.join(', ')}`)]),
  ];
}
