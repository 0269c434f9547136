import { always, collection, intent, kept, nonZero, shownInOld } from '../../conversion/codecs.ts';
import { conversionOf } from '../../conversion/conversion-of.ts';
import { listOf, mapping, moved, same, within, type Codec, type Mapping } from '../../conversion/mapping.ts';
import { templateReference } from '../../conversion/references.ts';
import { conditions } from '../../conversion/v1beta1/conditions.ts';
import { healthCheck } from '../../conversion/v1beta1/health-check.ts';
import { conditionGates, nodeTimeouts, taints, templateMetadata } from '../../conversion/v1beta1/machine-spec.ts';
import { rolloutStrategy } from '../../conversion/v1beta1/rollout-strategy.ts';
import { deploymentHealthCheck } from '../cluster/convert-topology.ts';
import { variableSchema, whileAsLong } from './convert-schema.ts';
import * as v1beta1 from './v1beta1.ts';
import { ClusterClassSpec, ClusterClassStatus } from './v1beta2.ts';

const metadata = templateMetadata({ oldAlways: true });
const template = (oldPath: string, hubPath: string): Mapping => moved(oldPath, hubPath, templateReference({ oldAlways: true }));
const naming = moved('namingStrategy.template', 'naming.template', nonZero);

const controlPlane = mapping(
  same(metadata, 'metadata'),
  template('ref', 'templateRef'),
  moved('machineInfrastructure.ref', 'machineInfrastructure.templateRef', templateReference()),
  within('machineHealthCheck', 'healthCheck', healthCheck),
  naming,
  nodeTimeouts,
  conditionGates('readinessGates'),
  taints,
);

const worker = mapping(
  same(shownInOld(''), 'class'),
  moved('template.metadata', 'metadata', metadata),
  template('template.bootstrap.ref', 'bootstrap.templateRef'),
  template('template.infrastructure.ref', 'infrastructure.templateRef'),
  naming,
  nodeTimeouts,
  same(kept, 'minReadySeconds'),
  taints,
);
const machineDeployment = mapping(
  worker,
  deploymentHealthCheck(healthCheck),
  same(nonZero, 'failureDomain'),
  conditionGates('readinessGates'),
  rolloutStrategy('healthCheck.remediation.maxInFlight'),
);
const machinePool = mapping(worker, same(collection, 'failureDomains'));

const variable = mapping(moved('metadata', 'deprecatedV1Beta1Metadata', metadata), same(always(false), 'required'), variableSchema);

/** A list that v1beta1 shows even when there is none: as `null`, which is how Go writes that. */
const shownList = (list: Codec): Codec => ({
  up: (value, remembered, known) => list.up(value, remembered, known),
  down: (value, known) => list.down(value, known) ?? null,
});

const pointer = { hubKeepsEmpty: true, oldKeepsEmpty: true };
const matchedNames = (name: string): Mapping => within(name, name, same(collection, 'names'), pointer);
const selector = mapping(
  same(shownInOld(''), 'apiVersion', 'kind'),
  within(
    'matchResources',
    'matchResources',
    mapping(
      same(intent(false), 'controlPlane', 'infrastructureCluster'),
      matchedNames('machineDeploymentClass'),
      matchedNames('machinePoolClass'),
    ),
    { oldAlways: true },
  ),
);
const jsonPatch = mapping(
  same(shownInOld(''), 'op', 'path'),
  same(kept, 'value'),
  within('valueFrom', 'valueFrom', same(nonZero, 'variable', 'template'), pointer),
);
const definition = mapping(
  within('selector', 'selector', selector, { oldAlways: true }),
  same(shownList(listOf(jsonPatch)), 'jsonPatches'),
);
const external = mapping(
  moved('generateExtension', 'generatePatchesExtension', nonZero),
  moved('validateExtension', 'validateTopologyExtension', nonZero),
  same(nonZero, 'discoverVariablesExtension'),
  same(collection, 'settings'),
);
const patch = mapping(
  same(shownInOld(''), 'name'),
  same(nonZero, 'description', 'enabledIf'),
  // Definitions have no names, so whether a flag of theirs was false can only be told while there are as many of them.
  same(whileAsLong(listOf(definition)), 'definitions'),
  within('external', 'external', external, pointer),
);

const spec = mapping(
  conditionGates('availabilityGates'),
  within('infrastructure', 'infrastructure', template('ref', 'templateRef'), { oldAlways: true }),
  moved('infrastructureNamingStrategy.template', 'infrastructure.naming.template', nonZero),
  within('controlPlane', 'controlPlane', controlPlane, { oldAlways: true }),
  within('workers', 'workers', mapping(same(listOf(machineDeployment), 'machineDeployments'), same(listOf(machinePool), 'machinePools')), {
    oldAlways: true,
  }),
  same(listOf(mapping(same(shownInOld(''), 'name'), variable), { key: 'name' }), 'variables'),
  same(listOf(patch, { key: 'name' }), 'patches'),
  same(collection, 'kubernetesVersions'),
  same(nonZero, 'upgrade.external.generateUpgradePlanExtension'),
);

const statusVariable = mapping(
  same(shownInOld(''), 'name'),
  same(intent(false, { shown: true }), 'definitionsConflict'),
  same(shownList(listOf(mapping(same(shownInOld(''), 'from'), variable), { key: 'from' })), 'definitions'),
);
const status = mapping(conditions, same(listOf(statusVariable, { key: 'name' }), 'variables'), same(nonZero, 'observedGeneration'));

/** ClusterClass between v1beta1 and the hub. */
export const clusterClassV1Beta1 = conversionOf(
  mapping(
    within('spec', 'spec', spec, { hubAlways: true, oldAlways: true }),
    within('status', 'status', status, { hubAlways: true, oldAlways: true }),
  ),
  {
    remembers: true,
    hub: { spec: ClusterClassSpec, status: ClusterClassStatus },
    old: { spec: v1beta1.ClusterClassSpec, status: v1beta1.ClusterClassStatus },
  },
);
