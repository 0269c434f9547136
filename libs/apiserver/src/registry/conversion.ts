import type { StoredObject } from '../storage/entry.ts';

/**
 * Turns an object into another version of its kind: from the storage version to a served one when it is read, and back when it
 * is written. Versions that differ in more than their name are converted by a webhook, which takes time and so is another matter.
 */
export type Conversion = (object: StoredObject, apiVersion: string) => StoredObject;

/** The strategy `None`: versions are alike, only their name changes. */
export const renameVersion: Conversion = (object, apiVersion) => (object.apiVersion === apiVersion ? object : { ...object, apiVersion });

/**
 * For kinds whose versions a webhook converts: nothing is read at once in a version that has not been asked for before.
 * @throws Error for another version, since somebody forgot to ask
 */
export const onlyByWebhook: Conversion = (object, apiVersion) => {
  if (object.apiVersion === apiVersion) return object;
  throw new Error(`${object.kind} ${object.metadata.name} is to be read as ${apiVersion} and was not converted before`);
};
