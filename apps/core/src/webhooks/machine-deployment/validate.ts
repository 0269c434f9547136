import {
  findings,
  forbidden,
  labelValueProblems,
  selects,
  validateBootstrap,
  validateClusterName,
  validateIntOrPercent,
  validateName,
  validateNamingTemplate,
  validateOptionalVersion,
  validateRollingUpdate,
  validateSelector,
  validateTemplateClusterName,
  validateTemplateMetadata,
  validateWorkerTaints,
  warnOfFieldsWithoutEffect,
  type Admission,
  type Ruling,
} from '@capi/admission';
import { draftOf, type MachineDeployment } from '@capi/api';

import { validateFirstBook, withoutEffect } from '../first-book.ts';
import { machineNames } from '../machine-names.ts';
import { validateSkipPreflightChecks } from '../skip-preflight-checks.ts';

/** What a MachineDeployment may be. Its name becomes the value of a label, which is shorter than a name may be. */
export function validateMachineDeployment(admission: Admission<MachineDeployment>): Ruling {
  const { object, before, gates } = admission;
  const deployment = draftOf(object);
  const { selector, template, machineNaming, rollout, remediation } = deployment.spec ?? {};
  const found = findings(
    validateFirstBook(admission),
    validateName('metadata.name', deployment.metadata?.name ?? '', labelValueProblems),
    validateBootstrap('spec.template.spec.bootstrap', template?.spec?.bootstrap),
    validateSelector('spec.selector', selector),
    selects(selector, template?.metadata?.labels)
      ? []
      : [forbidden('spec.template.metadata.labels', 'must match spec.selector, or the Machines would not be found')],
    validateSkipPreflightChecks(deployment.metadata?.annotations, gates),
    validateClusterName(deployment, before),
    validateTemplateClusterName(deployment),
    // Checked whatever the type of the strategy, as upstream does.
    validateRollingUpdate('spec.rollout.strategy.rollingUpdate', rollout?.strategy?.rollingUpdate),
    validateIntOrPercent('spec.remediation.maxInFlight', remediation?.maxInFlight),
    validateOptionalVersion('spec.template.spec.version', template?.spec?.version),
    validateNamingTemplate('spec.machineNaming.template', machineNaming?.template, machineNames),
    validateWorkerTaints('spec.template.spec.taints', template?.spec?.taints, gates),
    validateTemplateMetadata('spec.template.metadata', template?.metadata),
  );
  return { ...found, warnings: warnOfFieldsWithoutEffect(admission, withoutEffect.machineDeployment) };
}
