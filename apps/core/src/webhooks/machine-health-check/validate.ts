import {
  findings,
  invalid,
  isEmptySelector,
  required,
  validateClusterName,
  validateHealthCheck,
  validateSelector,
  type Admission,
  type Finding,
  type Ruling,
} from '@capi/admission';
import { draftOf, labels, type Draft, type MachineHealthCheck } from '@capi/api';

/** What a MachineHealthCheck may be: it looks after some Machines of its own Cluster. */
export function validateMachineHealthCheck({ object, before }: Admission<MachineHealthCheck>): Ruling {
  const check = draftOf(object);
  return findings(
    validateSelector('spec.selector', check.spec?.selector),
    selectsOwnMachines(check),
    validateClusterName(check, before),
    validateHealthCheck('spec', check.spec ?? {}),
  );
}

// One that selects everything would look after the Machines of other Clusters in the namespace.
function selectsOwnMachines({ spec }: Draft<Admission<MachineHealthCheck>['object']>): readonly Finding[] {
  const path = 'spec.selector';
  if (isEmptySelector(spec?.selector)) return [required(path, 'must not be empty: name labels of the Machines to look after')];
  const cluster = spec?.selector?.matchLabels?.[labels.clusterName];
  if (cluster === undefined || cluster === (spec?.clusterName ?? '')) return [];
  return [
    invalid(path, spec?.selector, `must not select Machines of Cluster ${cluster}: spec.clusterName is "${spec?.clusterName ?? ''}"`),
  ];
}
