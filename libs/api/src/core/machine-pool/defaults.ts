import type { DeepReadonly } from '@capi/seams';

import { defaultReplicas } from '../../defaulting/replicas.ts';
import { defaultTemplate } from '../../defaulting/selection.ts';
import { draftOf } from '../../meta/draft.ts';
import { labels } from '../../names/labels.ts';
import type { MachineTemplateSpec } from '../../shapes/v1beta2/machine.ts';
import { nodeDeletionTimeoutSeconds } from '../machine/defaults.ts';
import type { MachinePool } from './kind.ts';

/**
 * A MachinePool with what admission adds: the label of its Cluster, replicas, a v before the version, and a bound on how long Nodes
 * are tried to be deleted.
 * @param before the object as it was, when it is changed rather than made
 * @throws a terminal OperationError when autoscaler bounds are no numbers
 * @see upstream v1.14.0 core/webhooks/admission/machinepool.go (behaviour)
 */
export function defaultMachinePool(pool: DeepReadonly<MachinePool>, before?: DeepReadonly<MachinePool>): DeepReadonly<MachinePool> {
  const { metadata, spec } = pool;
  const { clusterName = '', template } = draftOf(pool).spec ?? {};
  const deletion = { nodeDeletionTimeoutSeconds, ...template?.spec?.deletion };
  const patient = { ...template, spec: { ...template?.spec, deletion } } as DeepReadonly<MachineTemplateSpec>;
  return {
    ...pool,
    metadata: { ...metadata, labels: { ...metadata.labels, [labels.clusterName]: clusterName } },
    spec: { ...spec, replicas: defaultReplicas(pool, before), template: defaultTemplate(patient) },
  };
}
