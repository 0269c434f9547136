import {
  findings,
  validateBootstrap,
  validateClusterName,
  validateOptionalVersion,
  validateTaints,
  validateWorkerTaints,
  type Admission,
  type Ruling,
} from '@capi/admission';
import { draftOf, labels, type Machine } from '@capi/api';

/** What a Machine may be. Nearly everything may change later, but for the Cluster that it belongs to. */
export function validateMachine({ object, before, gates }: Admission<Machine>): Ruling {
  const machine = draftOf(object);
  const isControlPlane = Object.hasOwn(machine.metadata?.labels ?? {}, labels.controlPlane);
  const taintRules = isControlPlane ? validateTaints : validateWorkerTaints;
  return findings(
    // The pool has bootstrap data for all of its Machines.
    isOfPool(machine) ? [] : validateBootstrap('spec.bootstrap', machine.spec?.bootstrap),
    validateClusterName(machine, before),
    validateOptionalVersion('spec.version', machine.spec?.version),
    taintRules('spec.taints', machine.spec?.taints, gates),
  );
}

const isOfPool = ({ metadata }: ReturnType<typeof draftOf<Admission<Machine>['object']>>): boolean =>
  Object.hasOwn(metadata?.labels ?? {}, labels.poolName) || (metadata?.ownerReferences ?? []).some(({ kind }) => kind === 'MachinePool');
