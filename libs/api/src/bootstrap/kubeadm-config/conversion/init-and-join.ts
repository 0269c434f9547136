import { argumentsList, collection, intent, kept, nonZero, seconds, shownInOld, time } from '../../../conversion/codecs.ts';
import { listOf, mapping, moved, same, struct, within, type Mapping } from '../../../conversion/mapping.ts';
import { nodeTaintList } from './components.ts';

const nodeRegistration: Mapping = mapping(
  same(nonZero, 'name', 'criSocket'),
  same(nodeTaintList, 'taints'),
  same(argumentsList, 'kubeletExtraArgs'),
);

const newerRegistration: Mapping = mapping(
  nodeRegistration,
  same(collection, 'ignorePreflightErrors'),
  same(nonZero, 'imagePullPolicy'),
  same(kept, 'imagePullSerial'),
);

/** Where the API server of a machine listens. */
export const localApiEndpoint: Mapping = same(nonZero, 'advertiseAddress', 'bindPort');

/** Tokens that are made together with the cluster. */
export const bootstrapTokens: Mapping = same(
  listOf(
    mapping(
      same(shownInOld(''), 'token'),
      same(nonZero, 'description'),
      moved('ttl', 'ttlSeconds', seconds),
      same(time, 'expires'),
      same(collection, 'usages', 'groups'),
    ),
  ),
  'bootstrapTokens',
);

const patchesAndPhases: Mapping = mapping(within('patches', 'patches', same(nonZero, 'directory')), same(collection, 'skipPhases'));

/** `initConfiguration` between v1beta1 and the hub, without timeouts. */
export const initConfiguration: Mapping = mapping(
  bootstrapTokens,
  within('nodeRegistration', 'nodeRegistration', newerRegistration, { oldAlways: true }),
  within('localAPIEndpoint', 'localAPIEndpoint', localApiEndpoint, { oldAlways: true }),
  patchesAndPhases,
);

/** Trust by a shared token. */
export const tokenDiscovery: Mapping = mapping(
  same(nonZero, 'token', 'apiServerEndpoint'),
  same(collection, 'caCertHashes'),
  same(intent(false), 'unsafeSkipCAVerification'),
);

const kubeconfig: Mapping = mapping(
  within(
    'cluster',
    'cluster',
    mapping(
      same(nonZero, 'server', 'tlsServerName', 'proxyURL'),
      same(intent(false), 'insecureSkipTLSVerify'),
      same(collection, 'certificateAuthorityData'),
    ),
  ),
  within(
    'user',
    'user',
    mapping(
      within('authProvider', 'authProvider', mapping(same(shownInOld(''), 'name'), same(collection, 'config'))),
      within(
        'exec',
        'exec',
        mapping(
          same(shownInOld(''), 'command'),
          same(collection, 'args'),
          same(listOf(same(shownInOld(''), 'name', 'value')), 'env'),
          same(nonZero, 'apiVersion'),
          same(intent(false), 'provideClusterInfo'),
        ),
      ),
    ),
    { oldAlways: true },
  ),
);

/** What a machine needs to join as part of the control plane; that it is there is what counts. */
export const joinedControlPlane = struct(within('localAPIEndpoint', 'localAPIEndpoint', localApiEndpoint, { oldAlways: true }), {
  hubKeepsEmpty: true,
  oldKeepsEmpty: true,
});

/** `joinConfiguration` between v1beta1 and the hub, without timeouts. */
export const joinConfiguration: Mapping = mapping(
  within('nodeRegistration', 'nodeRegistration', newerRegistration, { oldAlways: true }),
  same(nonZero, 'caCertPath'),
  within(
    'discovery',
    'discovery',
    mapping(
      within('bootstrapToken', 'bootstrapToken', tokenDiscovery),
      within('file', 'file', mapping(same(shownInOld(''), 'kubeConfigPath'), within('kubeConfig', 'kubeConfig', kubeconfig))),
      same(nonZero, 'tlsBootstrapToken'),
    ),
    { oldAlways: true },
  ),
  same(joinedControlPlane, 'controlPlane'),
  patchesAndPhases,
);
