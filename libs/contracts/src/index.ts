export { cloneTemplate, groupKindOf, type Clone } from './clone-template.ts';
export { compareApiVersions, contractOf, contractVersions, crdNames, type Contract, type ContractVersion } from './contract-of.ts';
export { ContractViolation, type NamedObject } from './contract-violation.ts';
export { isProvisioning, isScaling, isUpgrading } from './control-plane-state.ts';
export { field, type Field } from './field.ts';
export {
  bootstrapConfig,
  controlPlane,
  infraCluster,
  infraMachine,
  summaryCondition,
  type BootstrapConfigFields,
  type ControlPlaneFields,
  type InfraClusterFields,
  type InfraMachineFields,
} from './kinds.ts';
export type { SeenEndpoint, SeenVersion, Shape } from './shape.ts';
