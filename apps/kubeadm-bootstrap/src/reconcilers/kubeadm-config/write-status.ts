import { KubeadmConfig } from '@capi/api';
import { patchObject, type Client } from '@capi/controller-runtime';
import type { DeepReadonly } from '@capi/seams';

import { applyReport } from './report/apply-report.ts';
import type { Report } from './report/report.ts';

/** Writes a report into the status with one patch, or none when it says nothing new. */
export async function writeStatus(
  client: Client,
  config: DeepReadonly<KubeadmConfig>,
  report: Report | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (report === undefined) return;
  const status = applyReport(config, report);
  await patchObject(client, KubeadmConfig, config, { ...config, status } as DeepReadonly<KubeadmConfig>, signal);
}
