import { convertObject, parseApiVersion, type ConversionContext, type Kind, type UnstructuredObject } from '@capi/api';
import { OperationError, terminal } from '@capi/seams';

import { NotAReview, type ConversionRequest, type ConversionResponse } from './review.ts';

/** What conversions are done with. */
export interface ConversionSurroundings {
  /** Kinds whose objects are converted here. */
  readonly kinds: readonly Kind[];
  /** Resolves when conversions can be done, which takes what is known of other kinds. */
  readonly context: (signal: AbortSignal) => Promise<ConversionContext>;
  /** Lets others have their turn; called between slices of a long list. */
  readonly yieldTurn: () => Promise<void>;
  /** Told of errors that nobody foresaw; the client hears only that there was one. */
  readonly failed: (error: unknown) => void;
}

/** Objects are small and lists are long: enough of them at once to be fast, few enough that a write does not wait behind a list. */
const slice = 20;

/** Answers conversion reviews. All objects or none: the API server has no use for half a list. */
export function conversionRoute({
  kinds,
  context,
  yieldTurn,
  failed,
}: ConversionSurroundings): (request: ConversionRequest, signal: AbortSignal) => Promise<ConversionResponse> {
  const byName = new Map(kinds.map((kind) => [`${kind.kind}.${kind.group}`, kind]));
  return async ({ uid, desiredAPIVersion, objects }, signal) => {
    try {
      const known = await context(signal);
      const convertedObjects: UnstructuredObject[] = [];
      for (const [at, object] of objects.entries()) {
        if (at > 0 && at % slice === 0) {
          await yieldTurn();
          signal.throwIfAborted();
        }
        convertedObjects.push(convert(object, desiredAPIVersion, known, byName));
      }
      return { uid, result: { status: 'Success' }, convertedObjects };
    } catch (error) {
      if (error instanceof OperationError || error instanceof NotAReview)
        return { uid, result: { status: 'Failure', message: error.message } };
      if (!signal.aborted) failed(error);
      return {
        uid,
        result: { status: 'Failure', message: 'the conversion webhook met an error that nobody foresaw; its log says which' },
      };
    }
  };
}

function convert(
  object: UnstructuredObject,
  desired: string,
  context: ConversionContext,
  byName: ReadonlyMap<string, Kind>,
): UnstructuredObject {
  if (typeof object !== 'object' || object === null || typeof object.apiVersion !== 'string' || typeof object.kind !== 'string')
    throw new NotAReview('the review holds something that is no object with apiVersion and kind');
  const { group } = parseApiVersion(object.apiVersion);
  const kind = byName.get(`${object.kind}.${group}`);
  if (kind === undefined) {
    throw terminal({
      action: 'convert an object',
      object: `${object.kind} of ${object.apiVersion}`.slice(0, 300),
      why: 'this provider has no such kind',
      hint: 'let its CRD name the webhook of its own provider',
    });
  }
  try {
    return convertObject(kind, object, desired, context);
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    // Of a list of a thousand, which one?
    const { name, namespace } = nameOf(object);
    throw new OperationError(error.retry, {
      action: `convert ${object.kind} ${namespace === undefined ? name : `${namespace}/${name}`} to ${desired}`,
      why: error.message,
    });
  }
}

function nameOf(object: UnstructuredObject): { readonly name: string; readonly namespace?: string } {
  const { name, namespace } = (object.metadata as Partial<UnstructuredObject['metadata']> | undefined) ?? {};
  return { name: typeof name === 'string' ? name : '(unnamed)', ...(typeof namespace === 'string' ? { namespace } : {}) };
}
