import type { StoredObject } from '../storage/entry.ts';

/**
 * Turns an object into another version of its kind: from the storage version to a served one when it is read, and back when it
 * is written. Versions that differ in more than their name are the business of a conversion of their own.
 */
export type Conversion = (object: StoredObject, apiVersion: string) => StoredObject;

/** The strategy `None`: versions are alike, only their name changes. */
export const renameVersion: Conversion = (object, apiVersion) => (object.apiVersion === apiVersion ? object : { ...object, apiVersion });
