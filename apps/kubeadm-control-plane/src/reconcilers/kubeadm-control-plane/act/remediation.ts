import { annotations, KubeadmControlPlane } from '@capi/api';

import type { Ports } from '../ports.ts';
import { printRemediation } from '../remediation-note.ts';
import type { Sight } from '../subject.ts';
import type { Actions } from './actions.ts';

/** What is written down about the replacement of an unhealthy Machine. */
export function remediationActions({ seen }: Sight, { runtime }: Ports): Pick<Actions, 'beginRemediation' | 'endRemediation'> {
  const annotate = async (note: string | null, signal: AbortSignal): Promise<void> => {
    const body = { metadata: { annotations: { [annotations.remediationInProgress]: note } } };
    await runtime.client.patch(KubeadmControlPlane, { namespace: seen.namespace, name: seen.name }, { type: 'merge', body }, signal);
  };
  return {
    beginRemediation: (machine, retryCount, signal) => annotate(printRemediation({ machine, retryCount, timestamp: seen.now }), signal),
    endRemediation: (signal) => annotate(null, signal),
  };
}
