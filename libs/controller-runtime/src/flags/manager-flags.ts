import { minutes, seconds, type Duration } from '@capi/seams';

import type { Features } from './feature-gates.ts';
import { featureGatesFlag } from './feature-gates.ts';
import {
  choiceFlag,
  countFlag,
  durationFlag,
  listFlag,
  numberFlag,
  switchFlag,
  textFlag,
  type Flag,
  type Flags,
  type FlagValues,
} from './flag.ts';
import { printHelp, readFlags } from './read-flags.ts';

const tlsVersions = ['VersionTLS10', 'VersionTLS11', 'VersionTLS12', 'VersionTLS13'] as const;

/** Flags that all providers have, with upstream's names and defaults. */
const commonFlags = {
  'leader-elect': switchFlag(false, 'Work only while holding the lease, so that of several replicas one works.'),
  'leader-elect-lease-duration': durationFlag(seconds(15), 'How long others wait after the last renewal before they take over.'),
  'leader-elect-renew-deadline': durationFlag(seconds(10), 'How long the leader tries to renew before it stops.'),
  'leader-elect-retry-period': durationFlag(seconds(2), 'Time between two attempts to acquire or renew the lease.'),
  namespace: textFlag('', 'Namespace to watch; empty for all.'),
  'watch-filter': textFlag('', 'Only objects with this value of the label cluster.x-k8s.io/watch-filter are reconciled; empty for all.'),
  'profiler-address': textFlag('', 'Address of /debug/pprof/ for anybody who reaches it; empty for none.'),
  'contention-profiling': switchFlag(false, 'Accepted for compatibility; there are no locks to profile.'),
  'clustercache-concurrency': countFlag(100, 'Workload clusters to connect to at once.', 1),
  'clustercache-client-qps': numberFlag(20, 'Requests a second to each workload cluster.'),
  'clustercache-client-burst': countFlag(30, 'Requests at once to each workload cluster.', 1),
  'skip-crd-migration-phases': listFlag([], 'Migrations of stored objects to leave out.', [
    'StorageVersionMigration',
    'CleanupManagedFields',
  ]),
  'sync-period': durationFlag(minutes(10), 'How often every object is looked at again, to be sure.'),
  'kube-api-qps': numberFlag(100, 'Requests a second to the API server; 0 or less for no limit.'),
  'kube-api-burst': countFlag(200, 'Requests at once to the API server.', 1),
  'webhook-port': countFlag(9443, 'Port of the webhook server; 0 for none.'),
  'webhook-host': textFlag('', 'Address that the webhook server listens on; empty for all.'),
  'webhook-cert-dir': textFlag('/tmp/k8s-webhook-server/serving-certs/', 'Folder of the webhook certificate.'),
  'webhook-cert-name': textFlag('tls.crt', 'File of the webhook certificate.'),
  'webhook-key-name': textFlag('tls.key', 'File of the key of the webhook certificate.'),
  'self-managed-webhook-certificates': switchFlag(
    false,
    'Keep the webhook certificate in a Secret, renew it and write the caBundle: for clusters without cert-manager.',
  ),
  'health-addr': textFlag(':9440', 'Address of /healthz and /readyz; 0 for none.'),
  'diagnostics-address': textFlag(':8443', 'Address of /metrics, /debug/pprof/ and /debug/flags/v; 0 for none.'),
  'insecure-diagnostics': switchFlag(false, 'Serve diagnostics over plain HTTP to anybody.'),
  'tls-min-version': choiceFlag(tlsVersions, 'VersionTLS12', 'Oldest TLS version that servers of this process accept.'),
  'tls-cipher-suites': listFlag([], 'Cipher suites that servers of this process accept; empty for the usual ones.'),
  'feature-gates': featureGatesFlag,
  kubeconfig: textFlag('', 'Kubeconfig file of the management cluster; empty for KUBECONFIG, the pod, or ~/.kube/config.'),
  v: countFlag(2, 'Log level; 4 and more say how things are done.'),
  vmodule: textFlag('', 'Accepted for compatibility; there are no levels by file.'),
  'logging-format': choiceFlag(['text', 'json'], 'text', 'How log lines are written.'),
  'log-flush-frequency': durationFlag(seconds(5), 'Accepted for compatibility; lines are written at once.'),
  'log-text-split-stream': switchFlag(false, 'Accepted for compatibility; all lines go to one stream.'),
  'log-json-split-stream': switchFlag(false, 'Accepted for compatibility; all lines go to one stream.'),
  'log-text-info-buffer-size': textFlag('0', 'Accepted for compatibility; lines are written at once.'),
  'log-json-info-buffer-size': textFlag('0', 'Accepted for compatibility; lines are written at once.'),
};
type CommonFlags = typeof commonFlags;

/** What a provider process was told. */
export interface ManagerFlags<F extends Flags> {
  readonly leaderElection: {
    readonly enabled: boolean;
    readonly leaseDuration: Duration;
    readonly renewDeadline: Duration;
    readonly retryPeriod: Duration;
  };
  /** Absent: all. */
  readonly namespace?: string;
  readonly watchFilter?: string;
  /** File. Absent: found in the usual places. */
  readonly kubeconfig?: string;
  readonly clusterCache: { readonly concurrency: number; readonly qps: number; readonly burst: number };
  readonly syncPeriod: Duration;
  /** Absent: no limit. */
  readonly rateLimit?: { readonly qps: number; readonly burst: number };
  readonly webhook: {
    /** 0: no webhooks are served. */
    readonly port: number;
    /** Empty: all addresses. */
    readonly host: string;
    readonly certDir: string;
    readonly certName: string;
    readonly keyName: string;
    /** Whether the provider keeps its certificate in a Secret by itself; the files do not matter then. */
    readonly selfManaged: boolean;
  };
  readonly healthAddress: string;
  readonly diagnosticsAddress: string;
  /** Empty: none. */
  readonly profilerAddress: string;
  readonly insecureDiagnostics: boolean;
  readonly tls: { readonly minVersion: (typeof tlsVersions)[number]; readonly cipherSuites: readonly string[] };
  readonly features: Features;
  readonly verbosity: number;
  readonly loggingFormat: 'text' | 'json';
  readonly skipCrdMigrationPhases: readonly string[];
  /** From `POD_NAME`, `POD_NAMESPACE`, `POD_UID`, `POD_IP`. */
  readonly pod: { readonly name?: string; readonly namespace?: string; readonly uid?: string; readonly ip?: string };
  /** The provider's own flags, by name. */
  readonly own: FlagValues<F>;
  /** Every flag as it ended up, for the log. */
  readonly all: Readonly<Record<string, string>>;
}

/** What a command line asks for: to run, to print the flags, or something that cannot be. */
export type ManagerFlagsReading<F extends Flags> =
  | { readonly kind: 'run'; readonly flags: ManagerFlags<F> }
  | { readonly kind: 'help'; readonly text: string }
  /** One line for standard error; the process exits with 2. */
  | { readonly kind: 'refused'; readonly message: string };

/** The flags of one provider: its own beside the common ones. */
export interface ManagerFlagsDeclaration<F extends Flags> {
  /** How messages and `--help` call the program. */
  readonly program: string;
  readonly own: F;
  /** Other initial values of common flags. */
  readonly defaults?: { readonly [Name in keyof CommonFlags]?: FlagValues<CommonFlags>[Name] };
  /** Rules between flags: what is wrong, in one line. */
  readonly check?: (values: FlagValues<F>) => string | undefined;
}

/** Reads what a provider process was told by its command line and environment. Nothing else reads either. */
export function parseManagerFlags<F extends Flags>(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  { program, own, defaults = {}, check }: ManagerFlagsDeclaration<F>,
): ManagerFlagsReading<F> {
  const common = Object.fromEntries(
    Object.entries(commonFlags).map(([name, flag]) => {
      const initial = (defaults as Record<string, unknown>)[name];
      return [name, initial === undefined ? flag : { ...flag, initial }];
    }),
  ) as unknown as CommonFlags;
  const flags = { ...common, ...own };
  const reading = readFlags(argv, flags);
  if (reading.kind === 'help') return { kind: 'help', text: printHelp(program, flags) };
  if (reading.kind === 'refused') return { kind: 'refused', message: `${program}: ${reading.message} (see --help)` };
  const values = reading.values as unknown as FlagValues<CommonFlags>;
  const ownValues = reading.values as unknown as FlagValues<F>;
  const problem = checkCommon(values) ?? check?.(ownValues);
  if (problem !== undefined) return { kind: 'refused', message: `${program}: ${problem}` };
  const all = Object.fromEntries(
    Object.entries(flags).map(([name, flag]) => [name, (flag as Flag<unknown>).print((values as Record<string, unknown>)[name])]),
  );
  return { kind: 'run', flags: { ...managerFlags(values, env), own: ownValues, all } };
}

function checkCommon(values: FlagValues<CommonFlags>): string | undefined {
  const lease = values['leader-elect-lease-duration'];
  const renew = values['leader-elect-renew-deadline'];
  if (lease <= renew) return '--leader-elect-lease-duration must be longer than --leader-elect-renew-deadline';
  if (renew <= values['leader-elect-retry-period'] * 1.2) {
    return '--leader-elect-renew-deadline must be longer than 1.2 times --leader-elect-retry-period';
  }
  const features = values['feature-gates'];
  if (features.enabled('ReconcilerRateLimiting') && !features.enabled('PriorityQueue')) {
    return 'feature gate ReconcilerRateLimiting needs PriorityQueue: switch both off, or neither';
  }
  return undefined;
}

function managerFlags(
  values: FlagValues<CommonFlags>,
  env: Readonly<Record<string, string | undefined>>,
): Omit<ManagerFlags<Flags>, 'own' | 'all'> {
  const { POD_NAME: name, POD_NAMESPACE: namespace, POD_UID: uid, POD_IP: ip } = env;
  const unlessEmpty = <Name extends string>(field: Name, text: string | undefined): { readonly [N in Name]?: string } =>
    (text === undefined || text === '' ? {} : { [field]: text }) as { readonly [N in Name]?: string };
  return {
    leaderElection: {
      enabled: values['leader-elect'],
      leaseDuration: values['leader-elect-lease-duration'],
      renewDeadline: values['leader-elect-renew-deadline'],
      retryPeriod: values['leader-elect-retry-period'],
    },
    ...unlessEmpty('namespace', values.namespace),
    ...unlessEmpty('watchFilter', values['watch-filter']),
    ...unlessEmpty('kubeconfig', values.kubeconfig),
    clusterCache: {
      concurrency: values['clustercache-concurrency'],
      qps: values['clustercache-client-qps'],
      burst: values['clustercache-client-burst'],
    },
    syncPeriod: values['sync-period'],
    ...(values['kube-api-qps'] > 0 ? { rateLimit: { qps: values['kube-api-qps'], burst: values['kube-api-burst'] } } : {}),
    webhook: {
      port: values['webhook-port'],
      host: values['webhook-host'],
      certDir: values['webhook-cert-dir'],
      certName: values['webhook-cert-name'],
      keyName: values['webhook-key-name'],
      selfManaged: values['self-managed-webhook-certificates'],
    },
    healthAddress: values['health-addr'],
    diagnosticsAddress: values['diagnostics-address'],
    profilerAddress: values['profiler-address'],
    insecureDiagnostics: values['insecure-diagnostics'],
    tls: { minVersion: values['tls-min-version'], cipherSuites: values['tls-cipher-suites'] },
    features: values['feature-gates'],
    verbosity: values.v,
    loggingFormat: values['logging-format'],
    skipCrdMigrationPhases: values['skip-crd-migration-phases'],
    pod: { ...unlessEmpty('name', name), ...unlessEmpty('namespace', namespace), ...unlessEmpty('uid', uid), ...unlessEmpty('ip', ip) },
  };
}
