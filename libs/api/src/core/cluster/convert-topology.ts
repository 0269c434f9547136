import { anyJson, collection, kept, shownInOld, time, nonZero } from '../../conversion/codecs.ts';
import { isZero, objectIn } from '../../conversion/json.ts';
import { listOf, mapping, moved, same, struct, within, type Codec, type Mapping } from '../../conversion/mapping.ts';
import { healthCheck } from '../../conversion/v1beta1/health-check.ts';
import { conditionGates, nodeTimeouts, taints, templateMetadata } from '../../conversion/v1beta1/machine-spec.ts';
import { rolloutStrategy } from '../../conversion/v1beta1/rollout-strategy.ts';

const variableList = listOf(mapping(same(shownInOld(''), 'name'), same(anyJson, 'value')));
const metadata = same(templateMetadata({ oldAlways: true }), 'metadata');
const variables = within('variables', 'variables', same(variableList, 'overrides'));

/** `spec.topology.….machineHealthCheck`, in the hub `healthCheck`. */
const checks = mapping(moved('enable', 'enabled', kept), healthCheck);

/**
 * Health checks of MachineDeployments: what bounds remediation comes from `strategy` in v1beta1, so a hub that says nothing else about
 * health checks has none to show there.
 */
export function deploymentHealthCheck(inner: Mapping): Mapping {
  const codec = struct(inner);
  const shown: Codec = {
    up: (value, remembered, known) => codec.up(value, remembered, known),
    down(value, known) {
      const { remediation, ...rest } = objectIn(value) ?? {};
      const { maxInFlight: _elsewhere, ...others } = objectIn(remediation) ?? {};
      return codec.down(isZero(others) ? rest : { ...rest, remediation: others }, known);
    },
  };
  return moved('machineHealthCheck', 'healthCheck', shown);
}

const controlPlane = mapping(
  metadata,
  same(kept, 'replicas'),
  moved('rollout.after', 'rollout.after', time),
  within('machineHealthCheck', 'healthCheck', checks),
  nodeTimeouts,
  conditionGates('readinessGates'),
  taints,
  variables,
);

const machineDeployment = mapping(
  metadata,
  same(shownInOld(''), 'class', 'name'),
  same(nonZero, 'failureDomain'),
  same(kept, 'replicas', 'minReadySeconds'),
  deploymentHealthCheck(checks),
  nodeTimeouts,
  conditionGates('readinessGates'),
  rolloutStrategy('healthCheck.remediation.maxInFlight'),
  moved('rollout.after', 'rollout.after', time),
  taints,
  variables,
);

const machinePool = mapping(
  metadata,
  same(shownInOld(''), 'class', 'name'),
  same(collection, 'failureDomains'),
  nodeTimeouts,
  same(kept, 'minReadySeconds', 'replicas'),
  taints,
  variables,
);

/** `spec.topology`. rolloutAfter and definitionFrom never did anything; upstream drops them for good, and so do we. */
export const topology: Mapping = mapping(
  moved('class', 'classRef.name', shownInOld('')),
  moved('classNamespace', 'classRef.namespace', nonZero),
  same(shownInOld(''), 'version'),
  within('controlPlane', 'controlPlane', controlPlane, { oldAlways: true }),
  within('workers', 'workers', mapping(same(listOf(machineDeployment), 'machineDeployments'), same(listOf(machinePool), 'machinePools'))),
  same(variableList, 'variables'),
);
