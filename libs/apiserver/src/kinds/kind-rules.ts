import type { StatusCause } from '../errors/status-error.ts';
import type { JsonObject } from '../schema/json.ts';
import type { SelectableField } from '../selectors/field-selector.ts';
import type { StoredObject } from '../storage/entry.ts';

/** What one kind does differently from others, beyond its schema. */
export interface KindRules {
  /** `metadata.generation` counts changes of what the user wants. */
  readonly hasGeneration: boolean;
  /** An update has to name the resourceVersion that it is based on. */
  readonly needsResourceVersion: boolean;
  /** What can be selected by, beyond metadata.name and metadata.namespace. */
  readonly selectable: Readonly<Record<string, SelectableField>>;
  /** Status given at creation is kept, although there is a status subresource. */
  readonly keepsStatusAtCreation?: boolean;
  /** Writes to the status subresource may change labels, annotations and the like too. */
  readonly statusWritesMetadata?: boolean;
  /** The answer to a deletion is the object rather than a Status. */
  readonly answersDeletionWithObject?: boolean;
  /** Names may be any path segment (`system:node`), not only DNS names. */
  readonly freeNames?: boolean;
  /** Fields whose values no message may quote. */
  readonly confidential?: readonly string[];
  /** Brings a new object, or a new state of one, into the form that is stored. */
  readonly normalize?: (object: JsonObject, old: JsonObject | undefined) => JsonObject;
  /** What an object that is about to be deleted, and marked so, has to hold besides. */
  readonly beforeDeletion?: (object: StoredObject) => StoredObject;
  /** What the schema cannot say. */
  readonly check?: (object: JsonObject, old: JsonObject | undefined) => readonly StatusCause[];
}

/** Custom resources, whatever they are. */
export const customRules: KindRules = { hasGeneration: true, needsResourceVersion: true, selectable: {} };
