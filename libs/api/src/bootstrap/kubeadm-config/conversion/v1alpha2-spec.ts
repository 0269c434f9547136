import { argumentsList, collection, shownInOld, nonZero } from '../../../conversion/codecs.ts';
import { listIn } from '../../../conversion/json.ts';
import { listOf, mapping, remembered, same, within, type Codec, type Mapping } from '../../../conversion/mapping.ts';
import { oneOf } from '../../../conversion/v1alpha2/one-of.ts';
import { apiServer, component, dns, localEtcd, plainSettings } from './cluster-configuration.ts';
import { nodeTaintList } from './components.ts';
import { bootstrapTokens, joinedControlPlane, localApiEndpoint, tokenDiscovery } from './init-and-join.ts';
import { fileFields, ntp, userFields } from './machine-setup.ts';
import { apartFromTimeouts, timeouts } from './timeouts.ts';

// v1alpha2 has a part of what v1beta1 has. What it has not comes back from the remembered hub object.

const newer = (...names: readonly string[]): Mapping => mapping(...names.map(remembered));

const clusterConfiguration = mapping(
  within(
    'etcd',
    'etcd',
    mapping(
      within('local', 'local', mapping(localEtcd, newer('extraEnvs'))),
      within('external', 'external', mapping(same(collection, 'endpoints'), same(shownInOld(''), 'caFile', 'certFile', 'keyFile'))),
    ),
  ),
  within('apiServer', 'apiServer', mapping(apiServer, newer('extraEnvs'))),
  within('controllerManager', 'controllerManager', mapping(component, newer('extraEnvs'))),
  within('scheduler', 'scheduler', mapping(component, newer('extraEnvs'))),
  within('dns', 'dns', dns),
  plainSettings,
  newer('certificateValidityPeriodDays', 'caCertificateValidityPeriodDays', 'encryptionAlgorithm'),
);

/** v1alpha2 never told an empty list of taints from none; the one that the hub had comes back. */
const taints: Codec = {
  up: (value, before, known) =>
    isEmptyList(value) || value === undefined ? (isEmptyList(before) ? [] : undefined) : nodeTaintList.up(value, before, known),
  down: (value, known) => (isEmptyList(value) ? undefined : nodeTaintList.down(value, known)),
};
const isEmptyList = (value: unknown): boolean => listIn(value)?.length === 0;

const nodeRegistration = within(
  'nodeRegistration',
  'nodeRegistration',
  mapping(
    same(nonZero, 'name', 'criSocket'),
    same(taints, 'taints'),
    same(argumentsList, 'kubeletExtraArgs'),
    newer('ignorePreflightErrors', 'imagePullPolicy', 'imagePullSerial'),
  ),
);

const initConfiguration = mapping(
  bootstrapTokens,
  nodeRegistration,
  within('localAPIEndpoint', 'localAPIEndpoint', localApiEndpoint),
  newer('patches', 'skipPhases'),
);

const joinConfiguration = mapping(
  nodeRegistration,
  same(nonZero, 'caCertPath'),
  within(
    'discovery',
    'discovery',
    mapping(
      within('bootstrapToken', 'bootstrapToken', tokenDiscovery),
      within('file', 'file', mapping(same(shownInOld(''), 'kubeConfigPath'), newer('kubeConfig'))),
      same(nonZero, 'tlsBootstrapToken'),
    ),
  ),
  same(joinedControlPlane, 'controlPlane'),
  newer('patches', 'skipPhases'),
);

/** Commands; the hub takes neither an empty one nor an empty list. */
const commands: Codec = {
  up(value) {
    const said = listIn(value)?.filter((command) => command !== '');
    return said === undefined || said.length === 0 ? undefined : said;
  },
  down: (value) => value ?? undefined,
};

/** v1alpha2 had one format only; the other one comes back from what was remembered while nothing else is said. */
const format: Codec = {
  ...oneOf('cloud-config'),
  up: (value, before) => (value === undefined || value === '' ? (before === 'ignition' ? before : undefined) : value),
};

/** `spec` of a KubeadmConfig between v1alpha2 and the hub, and of the configs that a template makes. */
export const kubeadmConfigSpec: Mapping = mapping(
  within('clusterConfiguration', 'clusterConfiguration', clusterConfiguration),
  same(apartFromTimeouts(initConfiguration), 'initConfiguration'),
  same(apartFromTimeouts(joinConfiguration), 'joinConfiguration'),
  same(listOf(mapping(fileFields, newer('append', 'contentFormat', 'contentFrom')), { key: 'path' }), 'files'),
  same(listOf(mapping(userFields, newer('passwdFrom')), { key: 'name' }), 'users'),
  same(commands, 'preKubeadmCommands', 'postKubeadmCommands'),
  within('ntp', 'ntp', ntp),
  same(format, 'format'),
  newer('bootCommands', 'diskSetup', 'mounts', 'ignition', 'verbosity'),
  timeouts({ clusterConfiguration: mapping(), joinConfiguration: mapping() }),
);

/**
 * Paths of v1alpha2 that are kept aside where the hub would not give them back: what kubeadm once took and the controller now computes
 * or nobody needs, then whatever is empty where the hub has nothing.
 * @param spec path of the kubeadm spec
 */
export const aside = (spec: string): readonly string[] =>
  [
    ...['clusterConfiguration', 'initConfiguration', 'joinConfiguration'].flatMap((name) => [`${name}.apiVersion`, `${name}.kind`]),
    'clusterConfiguration.clusterName',
    'clusterConfiguration.kubernetesVersion',
    'clusterConfiguration.networking',
    'clusterConfiguration.useHyperKubeImage',
    'clusterConfiguration.dns.type',
    'clusterConfiguration',
    'initConfiguration',
    'joinConfiguration',
    'files',
    'users',
    'preKubeadmCommands',
    'postKubeadmCommands',
    'ntp',
    'format',
  ].map((path) => `${spec}.${path}`);
