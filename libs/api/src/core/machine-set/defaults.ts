import type { DeepReadonly } from '@capi/seams';

import { defaultReplicas } from '../../defaulting/replicas.ts';
import { defaultSelection, defaultTemplate } from '../../defaulting/selection.ts';
import { draftOf, type Draft } from '../../meta/draft.ts';
import { labels, labelValueOf } from '../../names/labels.ts';
import type { MachineSet } from './kind.ts';

/**
 * A MachineSet with what admission adds: the label of its Cluster, replicas, and a label to select its Machines by when it selects
 * by nothing.
 * @param before the object as it was, when it is changed rather than made
 * @throws a terminal OperationError when autoscaler bounds are no numbers
 * @see upstream v1.14.0 core/webhooks/admission/machineset.go (behaviour)
 */
export function defaultMachineSet(set: DeepReadonly<MachineSet>, before?: DeepReadonly<MachineSet>): DeepReadonly<MachineSet> {
  const { metadata, spec } = set;
  const draft = draftOf(set);
  const { selector, template } = defaultSelection(draft.spec, { [labels.setName]: labelValueOf(draft.metadata?.name ?? '') });
  return {
    ...set,
    metadata: { ...metadata, labels: { ...metadata.labels, [labels.clusterName]: draft.spec?.clusterName ?? '' } },
    spec: { ...spec, replicas: defaultReplicas(set, before), selector, template: withMetadata(defaultTemplate(template)) },
  };
}

/** Metadata are there even when they are empty, as in upstream's answer: what compares sets with theirs sees no difference. */
const withMetadata = (template: MachineSet['spec']['template'] | DeepReadonly<MachineSet['spec']['template']>) =>
  ({ ...template, metadata: (template as Draft<typeof template> | undefined)?.metadata ?? {} }) as DeepReadonly<
    MachineSet['spec']['template']
  >;
