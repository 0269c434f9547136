import { isObject, type JsonObject } from '../schema/json.ts';
import { fieldAt } from '../selectors/field-selector.ts';
import type { StoredObject } from '../storage/entry.ts';
import type { KindRules } from './kind-rules.ts';

/** A namespace carries its own name as a label and the finalizer that keeps it until its content is gone. */
export const namespaceRules = (plain: KindRules): KindRules => ({
  ...plain,
  selectable: { 'status.phase': fieldAt('status.phase') },
  answersDeletionWithObject: true,
  beforeDeletion: (namespace) => {
    const { status } = namespace as { status?: object };
    return { ...namespace, status: { ...status, phase: 'Terminating' } } as StoredObject;
  },
  normalize(namespace, old) {
    const metadata = namespace['metadata'] as JsonObject;
    const labels = { ...(metadata['labels'] as JsonObject | undefined), 'kubernetes.io/metadata.name': metadata['name'] };
    const labelled = { ...namespace, metadata: { ...metadata, labels } };
    if (old !== undefined) return { ...labelled, spec: old['spec'] };
    const finalizers = isObject(namespace['spec']) ? ((namespace['spec']['finalizers'] as string[] | undefined) ?? []) : [];
    return { ...labelled, spec: { finalizers: [...new Set([...finalizers, 'kubernetes'])] }, status: { phase: 'Active' } };
  },
});
