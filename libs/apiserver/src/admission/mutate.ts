import type { Steps } from '../background/steps.ts';
import { internalError } from '../errors/status-error.ts';
import { applyJsonPatch } from '../patch/json-patch.ts';
import { PatchError } from '../patch/patch-error.ts';
import { equalJson, type JsonObject } from '../schema/json.ts';
import type { ServerContext } from '../server-context.ts';
import { askOne, questionFor, type Question, type States } from './ask.ts';
import { newVersions, onlyVersion, type Attributes, type Versioned } from './attributes.ts';
import type { Hook } from './hooks.ts';
import { denial } from './review.ts';

/** Whether any webhook might change or refuse such a write; when not, asking costs nothing. */
export const mayBeMutated = ({ hooks }: ServerContext, attributes: Attributes): boolean =>
  hooks
    .mutating(attributes)
    .some(({ rules }) => rules.some(({ operations = [] }) => operations.includes('*') || operations.includes(attributes.operation)));

/**
 * Asks the mutating webhooks, one after the other, each about what the one before made of the object. Those that want it are asked a
 * second time when a later one changed something.
 * @param object as the writer wants it, in the request's version; undefined on DELETE
 * @returns the object itself when no webhook changed it
 * @throws StatusError when a webhook refuses, or cannot be asked
 */
export function* mutate<Written extends JsonObject | undefined>(
  context: ServerContext,
  attributes: Attributes,
  object: Written,
  old: Versioned | undefined,
): Steps<Written> {
  let state = object === undefined ? undefined : versionsOf(attributes, object);
  let isChanged = false;
  const earlier = new Set<Hook>();
  const again = new Set<Hook>();
  for (const isSecondPass of [false, true]) {
    for (const hook of context.hooks.mutating(attributes)) {
      if (isSecondPass && !again.has(hook)) continue;
      const states: States = { ...(state === undefined ? {} : { object: state }), ...(old === undefined ? {} : { old }) };
      const question = yield* questionFor(context, hook, attributes, states);
      if (question === undefined) continue;
      const changed = yield* changedBy(context, attributes, question);
      if (changed !== undefined) {
        isChanged = true;
        state = versionsOf(attributes, changed);
        for (const each of earlier) again.add(each);
      }
      if (hook.reinvoked) earlier.add(hook);
    }
    if (again.size === 0) break;
  }
  if (!isChanged || state === undefined) return object;
  return (yield* state.in(attributes.endpoint.apiVersion)) as Written;
}

const versionsOf = ({ endpoint, ownKind }: Attributes, object: JsonObject): Versioned =>
  ownKind === undefined ? newVersions(endpoint, object) : onlyVersion(object);

/** What a webhook makes of the object, in the version that it was asked in; undefined when it leaves it alone. */
function* changedBy(context: ServerContext, attributes: Attributes, question: Question): Steps<JsonObject | undefined> {
  const { hook, asked, request } = question;
  const answer = yield* askOne(context, attributes, question);
  if (answer === undefined) return undefined;
  if (!answer.allowed) throw denial(hook, answer.result);
  if (answer.patch.length === 0) return undefined;
  const before = request['object'] as JsonObject | null;
  if (before === null) {
    throw internalError(
      `admission webhook ${JSON.stringify(hook.name)} attempted to modify the object, which is not supported for this operation`,
    );
  }
  const patched = patchedBy(before, answer.patch);
  const schema = attributes.ownKind === undefined ? context.registry.find(asked.group, asked.version, asked.plural)?.schema : undefined;
  const after = schema === undefined ? patched : schema.applyDefaults(schema.prune(patched).object);
  return equalJson(before, after) ? undefined : after;
}

function patchedBy(object: JsonObject, patch: readonly unknown[]): JsonObject {
  try {
    return applyJsonPatch(object, patch) as JsonObject;
  } catch (error) {
    if (error instanceof PatchError) throw internalError(error.message);
    throw error;
  }
}
