import type { JsonObject } from '../schema/json.ts';
import type { StoredObject } from '../storage/entry.ts';
import type { Conversion } from './conversion.ts';

/** Names of the same field in core/v1 and in events.k8s.io/v1. */
const renamed: readonly (readonly [core: string, named: string])[] = [
  ['involvedObject', 'regarding'],
  ['message', 'note'],
  ['reportingComponent', 'reportingController'],
  ['source', 'deprecatedSource'],
  ['firstTimestamp', 'deprecatedFirstTimestamp'],
  ['lastTimestamp', 'deprecatedLastTimestamp'],
  ['count', 'deprecatedCount'],
];

/** Events are one kind that two groups show under different field names. Stored as core/v1. */
export const convertEvent: Conversion = (event, apiVersion) => {
  if (event.apiVersion === apiVersion) return event;
  const toNamed = apiVersion !== 'v1';
  const names = new Map(renamed.map(([core, named]) => (toNamed ? [core, named] : [named, core])));
  const fields = Object.entries(event as unknown as JsonObject).map(([field, value]) => [names.get(field) ?? field, value]);
  return { ...(Object.fromEntries(fields) as StoredObject), apiVersion };
};
