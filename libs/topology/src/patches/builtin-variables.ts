/** Fields that MachineDeployments and MachinePools offer alike. */
const worker = (name: string): readonly string[] =>
  [
    '',
    '.version',
    '.class',
    '.name',
    '.topologyName',
    '.replicas',
    '.metadata.labels',
    '.metadata.annotations',
    '.bootstrap.configRef.name',
    '.infrastructureRef.name',
  ].map((field) => `builtin.${name}${field}`);

/**
 * Paths below `builtin` that a patch may take its value from. The list is exact: items of lists and entries of maps take a template.
 * @see upstream v1.14.0 core/webhooks/admission/patch_validation.go (behaviour)
 */
export const builtinVariables: ReadonlySet<string> = new Set([
  'builtin.cluster',
  'builtin.cluster.name',
  'builtin.cluster.namespace',
  'builtin.cluster.uid',
  'builtin.cluster.metadata.labels',
  'builtin.cluster.metadata.annotations',
  'builtin.cluster.topology',
  'builtin.cluster.topology.version',
  'builtin.cluster.topology.class',
  'builtin.cluster.topology.classNamespace',
  'builtin.cluster.topology.classRef',
  'builtin.cluster.topology.classRef.name',
  'builtin.cluster.topology.classRef.namespace',
  'builtin.cluster.network',
  'builtin.cluster.network.serviceDomain',
  'builtin.cluster.network.services',
  'builtin.cluster.network.pods',
  'builtin.controlPlane',
  'builtin.controlPlane.version',
  'builtin.controlPlane.name',
  'builtin.controlPlane.replicas',
  'builtin.controlPlane.metadata.labels',
  'builtin.controlPlane.metadata.annotations',
  'builtin.controlPlane.machineTemplate.infrastructureRef.name',
  ...worker('machineDeployment'),
  ...worker('machinePool'),
]);
