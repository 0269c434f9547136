import type { OpenApiSchema } from '../served-resource.ts';
import { admissionregistration } from './definitions/admissionregistration.ts';
import { apiextensions } from './definitions/apiextensions.ts';
import { apiregistration } from './definitions/apiregistration.ts';
import { apps } from './definitions/apps.ts';
import { authentication } from './definitions/authentication.ts';
import { authorization } from './definitions/authorization.ts';
import { autoscaling } from './definitions/autoscaling.ts';
import { batch } from './definitions/batch.ts';
import { certificates } from './definitions/certificates.ts';
import { coordination } from './definitions/coordination.ts';
import { core } from './definitions/core.ts';
import { discovery } from './definitions/discovery.ts';
import { events } from './definitions/events.ts';
import { intstr } from './definitions/intstr.ts';
import { meta } from './definitions/meta.ts';
import { networking } from './definitions/networking.ts';
import { policy } from './definitions/policy.ts';
import { rbac } from './definitions/rbac.ts';
import { resource } from './definitions/resource.ts';
import { runtime } from './definitions/runtime.ts';
import { scheduling } from './definitions/scheduling.ts';
import { storage } from './definitions/storage.ts';
import { definitionName, parseDefinitions, referencePrefix } from './parse-definitions.ts';

const texts: Readonly<Record<string, string>> = {
  admissionregistration,
  apiextensions,
  apiregistration,
  apps,
  authentication,
  authorization,
  autoscaling,
  batch,
  certificates,
  coordination,
  core,
  discovery,
  events,
  intstr,
  meta,
  networking,
  policy,
  rbac,
  resource,
  runtime,
  scheduling,
  storage,
};

const known = new Map<string, OpenApiSchema>();
const packagesOf = new Map<string, string>();

/**
 * The schema of a built-in type by its full name (`io.k8s.api.core.v1.Pod`). A package is read when its first type is asked for.
 * @throws Error when there is no such type: a slip in a definition
 */
export function definition(fullName: string): OpenApiSchema {
  const found = known.get(fullName) ?? readPackageOf(fullName).get(fullName);
  if (found === undefined) throw new Error(`no built-in type ${fullName}`);
  return found;
}

/** The schema that a `$ref` points to. */
export const resolveReference = (reference: string): OpenApiSchema => definition(reference.slice(referencePrefix.length));

/** A schema that stands for a built-in type: `reference('core.Pod')`. The same object each time, so that it is compiled once. */
export function reference(name: string): OpenApiSchema {
  const existing = references.get(name);
  if (existing !== undefined) return existing;
  const made = { $ref: `${referencePrefix}${definitionName(name, '')}` };
  references.set(name, made);
  return made;
}
const references = new Map<string, OpenApiSchema>();

function readPackageOf(fullName: string): ReadonlyMap<string, OpenApiSchema> {
  if (packagesOf.size === 0) for (const short of Object.keys(texts)) packagesOf.set(definitionName(`${short}.`, ''), short);
  const short = packagesOf.get(fullName.slice(0, fullName.lastIndexOf('.') + 1));
  const text = short === undefined ? undefined : texts[short];
  if (short === undefined || text === undefined) throw new Error(`no built-in package for ${fullName}`);
  const definitions = parseDefinitions(text, short);
  for (const [name, schema] of definitions) known.set(name, schema);
  return definitions;
}
