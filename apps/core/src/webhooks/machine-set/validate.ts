import {
  findings,
  invalid,
  selects,
  validateBootstrap,
  validateClusterName,
  validateNamingTemplate,
  validateOptionalVersion,
  validateSelector,
  validateTemplateClusterName,
  validateTemplateMetadata,
  validateWorkerTaints,
  warnOfFieldsWithoutEffect,
  type Admission,
  type Ruling,
} from '@capi/admission';
import { draftOf, type MachineSet } from '@capi/api';

import { validateFirstBook, withoutEffect } from '../first-book.ts';
import { machineNames } from '../machine-names.ts';
import { validateSkipPreflightChecks } from '../skip-preflight-checks.ts';

/** What a MachineSet may be. Its selector may change as long as it still finds what the template makes. */
export function validateMachineSet(admission: Admission<MachineSet>): Ruling {
  const { object, before, gates } = admission;
  const set = draftOf(object);
  const { selector, template, machineNaming } = set.spec ?? {};
  const made = template?.metadata?.labels;
  const found = findings(
    validateFirstBook(admission),
    validateBootstrap('spec.template.spec.bootstrap', template?.spec?.bootstrap),
    validateSelector('spec.selector', selector),
    selects(selector, made)
      ? []
      : [invalid('spec.template.metadata.labels', made, 'must match spec.selector, or the Machines would not be found')],
    validateSkipPreflightChecks(set.metadata?.annotations, gates),
    validateClusterName(set, before),
    validateTemplateClusterName(set),
    validateOptionalVersion('spec.template.spec.version', template?.spec?.version),
    validateWorkerTaints('spec.template.spec.taints', template?.spec?.taints, gates),
    validateNamingTemplate('spec.machineNaming.template', machineNaming?.template, machineNames),
    validateTemplateMetadata('spec.template.metadata', template?.metadata),
  );
  return { ...found, warnings: warnOfFieldsWithoutEffect(admission, withoutEffect.machineSet) };
}
