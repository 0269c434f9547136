import type { StatusCause } from '../errors/status-error.ts';
import { equalJson, isObject, type JsonObject } from '../schema/json.ts';

/** An event is in the namespace of what it is about; one about a cluster-scoped object is in `default` or `kube-system`. */
export function checkEvent(event: JsonObject): readonly StatusCause[] {
  const about = (isObject(event['involvedObject']) ? event['involvedObject']['namespace'] : undefined) ?? '';
  const own = isObject(event['metadata']) ? event['metadata']['namespace'] : undefined;
  if (about === '' ? own === 'default' || own === 'kube-system' : about === own) return [];
  const message = `Invalid value: ${JSON.stringify(about)}: does not match event.namespace`;
  return [{ reason: 'FieldValueInvalid', field: 'involvedObject.namespace', message }];
}

/** What a binding grants never changes: who may grant was asked when it was made. */
export function checkRoleRef(binding: JsonObject, old: JsonObject | undefined): readonly StatusCause[] {
  if (old === undefined || equalJson(binding['roleRef'], old['roleRef'])) return [];
  const message = `Invalid value: ${JSON.stringify(binding['roleRef'])}: cannot change roleRef`;
  return [{ reason: 'FieldValueInvalid', field: 'roleRef', message }];
}
