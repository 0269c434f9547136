export { draftOf, type Draft } from '@capi/api';
export { duplicate, forbidden, invalid, notSupported, required, unverifiable, type Finding, type FindingKind } from './finding.ts';
export { validateBootstrap } from './rules/bootstrap.ts';
export { validateClusterName, validateTemplateClusterName } from './rules/cluster-name.ts';
export { warnOfFieldsWithoutEffect, writesFirstVersion, type WithoutEffect } from './rules/first-book.ts';
export { validateHealthCheck, type HealthCheckValues } from './rules/health-checks.ts';
export { forbidChange, refuseChange, refuseChangeOnceSet } from './rules/immutable.ts';
export { isIntOrPercent, validateIntOrPercent, validateRollingUpdate } from './rules/int-or-percent.ts';
export {
  dns1035LabelProblems,
  dns1123LabelProblems,
  dns1123SubdomainProblems,
  labelValueProblems,
  qualifiedNameProblems,
  validateName,
} from './rules/names.ts';
export { validateNamingTemplate, type NamingTemplate } from './rules/naming-template.ts';
export { isDefined } from './rules/references.ts';
export { isEmptySelector, parseSelector, selects, validateSelector, type ParsedSelector } from './rules/selectors.ts';
export { validateTaints, validateWorkerTaints } from './rules/taints.ts';
export { validateAnnotations, validateLabels, validateTemplateMetadata } from './rules/template-metadata.ts';
export { isSemanticVersion, validateOptionalVersion, validateVersion } from './rules/version.ts';
export {
  findings,
  gateOff,
  kindWebhooks,
  type Admission,
  type AnyKindWebhooks,
  type Defaulted,
  type Denial,
  type Gates,
  type KindWebhooks,
  type Ruling,
  type ScaleAdmission,
} from './webhook.ts';
export { webhookConfigurationsOf, type WebhookConfigurationOptions, type WebhookConfigurations } from './webhook-configurations.ts';
export { conversionPath, defaultingPath, validatingPath, validatingScalePath } from './webhook-paths.ts';
