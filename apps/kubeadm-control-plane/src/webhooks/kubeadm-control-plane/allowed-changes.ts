import { forbidden, type Finding } from '@capi/admission';
import { asWritten, KubeadmControlPlane } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

const everythingBelow = '*';

/** A field with everything in it. */
const whole = (path: string): readonly string[] => [path, `${path}.${everythingBelow}`];
const below = (parent: string, paths: readonly string[]): readonly string[] => paths.map((path) => `${parent}.${path}`);

const node = [...whole('nodeRegistration'), ...whole('timeouts'), 'patches', 'patches.directory', 'skipPhases'];
const setup = [
  'bootCommands',
  'preKubeadmCommands',
  'postKubeadmCommands',
  'files',
  'users',
  'verbosity',
  'format',
  'mounts',
  ...['ntp', 'ignition', 'diskSetup'].flatMap(whole),
];
const cluster = [
  ...['etcd', 'dns', 'featureGates', 'apiServer', 'controllerManager', 'scheduler'].flatMap(whole),
  'imageRepository',
  'certificateValidityPeriodDays',
  'encryptionAlgorithm',
];

/**
 * What may change in a control plane that exists. The rest is either what its certificates and endpoint depend on, or the removal of
 * a part as a whole.
 * @see upstream v1.14.0 controlplane/kubeadm/webhooks/admission/kubeadmcontrolplane.go (behaviour)
 */
const allowed: readonly string[] = [
  'metadata.*',
  'spec.replicas',
  'spec.version',
  ...['rollout', 'remediation', 'machineNaming', 'machineTemplate.metadata', 'machineTemplate.spec'].flatMap((path) =>
    whole(`spec.${path}`),
  ),
  ...below('spec.kubeadmConfigSpec', setup),
  ...below('spec.kubeadmConfigSpec.clusterConfiguration', cluster),
  ...below('spec.kubeadmConfigSpec.initConfiguration', [...node, 'bootstrapTokens', ...whole('localAPIEndpoint')]),
  ...below('spec.kubeadmConfigSpec.joinConfiguration', [...node, 'caCertPath', ...whole('controlPlane'), ...whole('discovery')]),
];
const exactly: ReadonlySet<string> = new Set(allowed);
const prefixes: readonly string[] = allowed.filter((path) => path.endsWith('.*')).map((path) => path.slice(0, -everythingBelow.length));

const isAllowed = (path: string): boolean => exactly.has(path) || prefixes.some((prefix) => path.startsWith(prefix));

const written = asWritten(KubeadmControlPlane);

/** Every changed field that must stay as it is. */
export const validateAllowedChanges = (
  before: DeepReadonly<KubeadmControlPlane>,
  now: DeepReadonly<KubeadmControlPlane>,
): readonly Finding[] =>
  changedPaths(written(before), written(now))
    .filter((path) => !isAllowed(path))
    .toSorted()
    .map((path) => forbidden(path, 'cannot be modified: make a new control plane for that'));

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;

/**
 * The fields in which two objects differ. Of a part that came into being these are its fields, of one that went it is the part itself;
 * lists are looked at as a whole.
 */
function changedPaths(before: unknown, now: unknown, path = ''): readonly string[] {
  const [old, current] = [fieldsOf(before), fieldsOf(now)];
  if (current === undefined) return sameJson(before, now) ? [] : [path];
  const names = [...new Set([...Object.keys(old ?? {}), ...Object.keys(current)])];
  return names.flatMap((name) => changedPaths(old?.[name], current[name], path === '' ? name : `${path}.${name}`));
}

const sameJson = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  const fields = fieldsOf(value);
  if (fields === undefined) return value ?? null;
  return Object.fromEntries(
    Object.keys(fields)
      .toSorted()
      .map((name) => [name, sorted(fields[name])]),
  );
}
