export { byDeletePriority, deletePriority, type Candidate, type DeletionOrder } from './delete-priority.ts';
export { defaultMachineNaming, machineSetName, renderName } from './names.ts';
export { nextRevision, parseRevision, revisionHistory } from './revision.ts';
export { resolveIntOrPercent, type IntOrPercent } from './rollout/int-or-percent.ts';
export { planOnDelete } from './rollout/plan-on-delete.ts';
export { planPaused } from './rollout/plan-paused.ts';
export { planRollingUpdate } from './rollout/plan-rolling-update.ts';
export { rolloutLimits, type RolloutLimits } from './rollout/rollout-limits.ts';
export type { Intents, RolloutInput, SetCounts } from './rollout/set-counts.ts';
export { templateHash } from './template-hash.ts';
export { currentMachineSet, outdatedBecause, type MachineSetCandidate } from './up-to-date/current-machine-set.ts';
export {
  failureDomainDifference,
  templateDifferences,
  versionDifference,
  type ReplacingFields,
  type TemplateReference,
} from './up-to-date/template-differences.ts';
export { compareVersions, countVersions, mergeVersions, type VersionCount } from './versions.ts';
