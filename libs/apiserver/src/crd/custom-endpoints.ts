import { apiVersionOf, type CustomResourceDefinition } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import { conversionWebhook, type ConversionPorts, type ConvertObjects, type WebhookConversion } from '../conversion/conversion-webhook.ts';
import { compareVersions } from '../discovery/versions.ts';
import { customRules, type KindRules } from '../kinds/kind-rules.ts';
import { onlyByWebhook, renameVersion } from '../registry/conversion.ts';
import { makeEndpoint, type Endpoint } from '../registry/endpoint.ts';
import { compileSchema } from '../schema/compile-schema.ts';
import { fieldAt } from '../selectors/field-selector.ts';
import { allVerbs, type OpenApiSchema, type PrinterColumn, type ScalePaths, type ServedResource } from '../served-resource.ts';

export type Crd = DeepReadonly<CustomResourceDefinition>;

/** One entry of `spec.versions`, as far as serving it needs. */
interface CrdVersion {
  readonly name: string;
  readonly served: boolean;
  readonly storage: boolean;
  readonly deprecated?: boolean;
  readonly deprecationWarning?: string;
  readonly schema?: { readonly openAPIV3Schema?: OpenApiSchema };
  readonly subresources?: { readonly status?: object; readonly scale?: ScalePaths };
  readonly additionalPrinterColumns?: readonly PrinterColumn[];
  readonly selectableFields?: readonly { readonly jsonPath: string }[];
}

/** Every version as JSON that is known to hold what {@link CrdVersion} says: the schema of CRDs has checked it. */
export const versionsOf = (crd: Crd): readonly CrdVersion[] => crd.spec.versions as readonly unknown[] as readonly CrdVersion[];

/** What serving custom resources takes from the server. */
export type ConvertingPorts = Omit<ConversionPorts, 'prune'>;

/** The versions that a CRD serves. */
export function customEndpoints(crd: Crd, ports: ConvertingPorts): readonly Endpoint[] {
  const { group } = crd.spec;
  const versions = versionsOf(crd);
  const stored = versions.find((version) => version.storage) ?? versions[0];
  if (stored === undefined) return [];
  const storageApiVersion = apiVersionOf({ group, version: stored.name });
  const convertObjects = webhookConversion(crd, ports);
  return versions
    .filter((version) => version.served)
    .map((version) => {
      const resource = servedResource(crd, version);
      return makeEndpoint({
        resource,
        storageApiVersion,
        conversion: convertObjects === undefined ? renameVersion : onlyByWebhook,
        ...(convertObjects === undefined ? {} : { convertObjects }),
        rules: rulesOf(version),
        compile: () => compileSchema(resource.schema),
      });
    });
}

/** Absent when versions differ in their name only. */
function webhookConversion(crd: Crd, ports: ConvertingPorts): ConvertObjects | undefined {
  const conversion = crd.spec['conversion'] as { readonly strategy?: string; readonly webhook?: WebhookConversion } | undefined;
  if (conversion?.strategy !== 'Webhook' || conversion.webhook === undefined) return undefined;
  const schemas = new Map(
    versionsOf(crd).map(({ name, schema }) => [apiVersionOf({ group: crd.spec.group, version: name }), schema?.openAPIV3Schema]),
  );
  return conversionWebhook(conversion.webhook, {
    ...ports,
    prune(object, apiVersion) {
      const schema = schemas.get(apiVersion);
      return schema === undefined ? object : compileSchema(schema).prune(object).object;
    },
  });
}

function servedResource(crd: Crd, version: CrdVersion): ServedResource {
  const { group, names, scope } = crd.spec;
  const scale = version.subresources?.scale;
  const apiVersion = apiVersionOf({ group, version: version.name });
  const warning = version.deprecationWarning ?? `${apiVersion} ${names.kind} is deprecated${insteadOf(crd, version)}`;
  return {
    group,
    version: version.name,
    kind: names.kind,
    listKind: names.listKind ?? `${names.kind}List`,
    plural: names.plural,
    singular: names.singular ?? names.kind.toLowerCase(),
    shortNames: names.shortNames ?? [],
    categories: names.categories ?? [],
    namespaced: scope === 'Namespaced',
    verbs: allVerbs,
    status: version.subresources?.status !== undefined,
    ...(scale === undefined ? {} : { scale }),
    subresources: [],
    schema: version.schema?.openAPIV3Schema ?? { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    columns: version.additionalPrinterColumns ?? [],
    ...(version.deprecated === true ? { deprecationWarning: warning } : {}),
    custom: true,
  };
}

/** Which version to use rather than a deprecated one: the most mature that is served and is not deprecated itself. */
function insteadOf(crd: Crd, deprecated: CrdVersion): string {
  const names = versionsOf(crd)
    .filter((version) => version.served && version.deprecated !== true)
    .map((version) => version.name)
    .toSorted(compareVersions);
  const [best] = names;
  if (best === undefined || compareVersions(best, deprecated.name) >= 0) return '';
  const { group, names: kinds } = crd.spec;
  return `; use ${apiVersionOf({ group, version: best })} ${kinds.kind}`;
}

function rulesOf({ selectableFields = [] }: CrdVersion): KindRules {
  if (selectableFields.length === 0) return customRules;
  const fields = selectableFields.map(({ jsonPath }) => {
    const path = jsonPath.replace(/^\./, '');
    return [path, fieldAt(path)] as const;
  });
  return { ...customRules, selectable: Object.fromEntries(fields) };
}
