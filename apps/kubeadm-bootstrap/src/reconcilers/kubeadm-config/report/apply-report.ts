import type { KubeadmConfig, KubeadmConfigStatus } from '@capi/api';
import { legacySummary, setConditions, setLegacyConditions, summarize } from '@capi/conditions';
import type { DeepReadonly } from '@capi/seams';

import type { Report } from './report.ts';

/** Types that Ready sums up, in the order in which they are shown. */
const summed = ['DataSecretAvailable', 'CertificatesAvailable'];

/**
 * The status of a config once a report is in it. Ready is summed up from what then stands there; a paused config only says that.
 * Equal to what was there when the report brings nothing new.
 */
export function applyReport(config: DeepReadonly<KubeadmConfig>, report: Report): DeepReadonly<KubeadmConfigStatus> {
  const { status, metadata } = config;
  const { paused } = report;
  const written = { now: report.now, observedGeneration: metadata.generation };
  const said = setConditions(status?.conditions, report.verdicts, written);
  const conditions = paused ? said : setConditions(said, [summarize('Ready', said, { of: summed, reasons })], written);
  const legacySaid = setLegacyConditions(status?.deprecated?.v1beta1?.conditions, report.legacy, report.now);
  const legacyReady = paused ? undefined : legacySummary(legacySaid, { of: summed });
  const legacy = legacyReady === undefined ? legacySaid : setLegacyConditions(legacySaid, [legacyReady], report.now);
  return {
    ...status,
    conditions,
    ...(legacy.length === 0
      ? {}
      : { deprecated: { ...status?.deprecated, v1beta1: { ...status?.deprecated?.v1beta1, conditions: legacy } } }),
    ...(report.dataSecretName === undefined
      ? {}
      : { dataSecretName: report.dataSecretName, initialization: { ...status?.initialization, dataSecretCreated: true } }),
    ...(report.complete && metadata.generation !== undefined ? { observedGeneration: metadata.generation } : {}),
  };
}

const reasons = { issue: 'NotReady', unknown: 'ReadyUnknown', info: 'Ready' } as const;
