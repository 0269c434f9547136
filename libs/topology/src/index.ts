export { validateUses } from './class/uses-of-class.ts';
export { validateClass } from './class/validate-class.ts';
export { isReconciled } from './cluster/class-readiness.ts';
export { validateReplicas, validateTopologyItself, validateTopologyOfClass } from './cluster/validate-topology.ts';
export {
  validateUpgraded,
  validateVersionStep,
  type RunningVersions,
  type RunningWorkers,
  type VersionChange,
} from './cluster/version-change.ts';
export { validateCompatible } from './compatibility/compatible-templates.ts';
export { defaultVariables, type DefaultedVariables, type KnownVariables } from './variables/default-variables.ts';
