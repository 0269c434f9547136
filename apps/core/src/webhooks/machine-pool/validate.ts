import {
  findings,
  forbidden,
  gateOff,
  validateBootstrap,
  validateClusterName,
  validateOptionalVersion,
  validateTemplateClusterName,
  validateTemplateMetadata,
  type Admission,
  type Ruling,
} from '@capi/admission';
import { draftOf, type MachinePool } from '@capi/api';

/** What a MachinePool may be. Nobody puts taints on the Nodes of a pool, so it may not ask for them. */
export function validateMachinePool({ object, before, gates }: Admission<MachinePool>): Ruling {
  if (!gates.enabled('MachinePool')) return gateOff('MachinePool');
  const pool = draftOf(object);
  const { template } = pool.spec ?? {};
  return findings(
    validateBootstrap('spec.template.spec.bootstrap', template?.spec?.bootstrap),
    validateClusterName(pool, before),
    validateTemplateClusterName(pool),
    validateOptionalVersion('spec.template.spec.version', template?.spec?.version),
    (template?.spec?.taints ?? []).length === 0
      ? []
      : [forbidden('spec.template.spec.taints', 'taints are not implemented for MachinePools; register the kubelets with taints instead')],
    validateTemplateMetadata('spec.template.metadata', template?.metadata),
  );
}
