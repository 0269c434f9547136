import { readFileSync } from 'node:fs';

import type { Resource, UnstructuredObject } from '@capi/api';
import { kinds, parseApiVersion } from '@capi/api';
import type { Client } from '@capi/controller-runtime';
import { terminal, type Clock } from '@capi/seams';

import { apply } from '../install/apply.ts';
import { patiently } from '../install/patiently.ts';
import { numberedCopy, parseManifest } from './manifest.ts';

/** Applies the manifest once per wanted cluster. A namespace is added where an object names none; a provider that is being started again is waited for. */
export async function applyQuickStart(client: Client, file: string, clusters: number, clock: Clock, signal: AbortSignal): Promise<void> {
  const objects = readManifest(file).map((object) => ({
    ...object,
    metadata: { ...object.metadata, namespace: object.metadata.namespace ?? 'default' },
  }));
  for (let index = 0; index < clusters; index += 1) {
    for (const object of numberedCopy(objects, index)) {
      await patiently(() => apply(client, resourceFor(object, file), object, signal), clock, signal);
    }
  }
}

/** @throws a terminal OperationError when an object is of a kind that is not Cluster API's */
export function requireKinds(objects: readonly UnstructuredObject[], file: string): void {
  for (const object of objects) resourceFor(object, file);
}

/** The objects of a file, in order. */
export function readManifest(file: string): readonly UnstructuredObject[] {
  return parseManifest(readText(file), file);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw terminal({
      action: 'read the manifest',
      why: error instanceof Error ? error.message : String(error),
      hint: 'name a readable file with --manifest',
    });
  }
}

function resourceFor(object: UnstructuredObject, file: string): Resource {
  const { group, version } = parseApiVersion(object.apiVersion);
  const kind = kinds.find((each) => each.group === group && each.kind === object.kind);
  if (kind === undefined) {
    throw terminal({
      action: 'apply the manifest',
      object: file,
      why: `${object.kind} of ${object.apiVersion} is not a Cluster API kind`,
      hint: 'apply it with kubectl',
    });
  }
  return { group, version, kind: kind.kind, plural: kind.plural, namespaced: true };
}
