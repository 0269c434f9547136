import {
  findings,
  validateBootstrap,
  validateClusterName,
  validateOptionalVersion,
  validateTaints,
  validateWorkerTaints,
  warnOfFieldsWithoutEffect,
  type Admission,
  type Ruling,
} from '@capi/admission';
import { draftOf, labels, type Machine } from '@capi/api';

import { validateFirstBook, withoutEffect } from '../first-book.ts';

/** What a Machine may be. Nearly everything may change later, but for the Cluster that it belongs to. */
export function validateMachine(admission: Admission<Machine>): Ruling {
  const { object, before, gates } = admission;
  const machine = draftOf(object);
  const isControlPlane = Object.hasOwn(machine.metadata?.labels ?? {}, labels.controlPlane);
  const taintRules = isControlPlane ? validateTaints : validateWorkerTaints;
  const found = findings(
    validateFirstBook(admission),
    // The pool has bootstrap data for all of its Machines.
    isOfPool(machine) ? [] : validateBootstrap('spec.bootstrap', machine.spec?.bootstrap),
    validateClusterName(machine, before),
    validateOptionalVersion('spec.version', machine.spec?.version),
    taintRules('spec.taints', machine.spec?.taints, gates),
  );
  return { ...found, warnings: warnOfFieldsWithoutEffect(admission, withoutEffect.machine) };
}

const isOfPool = ({ metadata }: ReturnType<typeof draftOf<Admission<Machine>['object']>>): boolean =>
  Object.hasOwn(metadata?.labels ?? {}, labels.poolName) || (metadata?.ownerReferences ?? []).some(({ kind }) => kind === 'MachinePool');
