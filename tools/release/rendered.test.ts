import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { parse } from 'yaml';

import { namespaceOf, prefixes, providerFolders, type ProviderFolder } from '../generate/provider-folders.ts';
import { render, whyNoKustomize } from './render.ts';

interface Rendered {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: Readonly<Record<string, never>>;
}

const folders = Object.keys(providerFolders) as ProviderFolder[];
const cache = new Map<string, readonly Rendered[]>();

function objectsOf(folder: string): readonly Rendered[] {
  const known = cache.get(folder) ?? render(folder).split('\n---\n').map(parseDocument);
  cache.set(folder, known);
  return known;
}

/** Without the schemas of a CRD, which come last and take seconds to parse. */
const parseDocument = (text: string): Rendered =>
  parse(/^kind: CustomResource/m.test(text) ? text.replace(/\n {2}versions:\n.*/s, '') : text) as Rendered;

function only<T = Rendered>(folder: string, kind: string): T {
  const [found, ...more] = objectsOf(folder).filter((object) => object.kind === kind);
  expect({ folder, kind, found: found !== undefined, more: more.length }).toEqual({ folder, kind, found: true, more: 0 });
  return found as T;
}

interface Deployment extends Omit<Rendered, 'spec'> {
  readonly spec: {
    readonly replicas: number;
    readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
    readonly template: {
      readonly metadata: { readonly labels: Readonly<Record<string, string>> };
      readonly spec: Readonly<Record<string, unknown>> & {
        readonly containers: readonly (Readonly<Record<string, unknown>> & {
          readonly args: readonly string[];
          readonly env: readonly { name: string }[];
          readonly volumeMounts: readonly { name: string; mountPath: string }[];
        })[];
        readonly volumes: readonly { readonly name: string }[];
      };
    };
  };
}

const gates: Readonly<Record<ProviderFolder, string>> = {
  core: 'MachinePool=${EXP_MACHINE_POOL:=true},ClusterTopology=${CLUSTER_TOPOLOGY:=false},RuntimeSDK=${EXP_RUNTIME_SDK:=false},MachineSetPreflightChecks=${EXP_MACHINE_SET_PREFLIGHT_CHECKS:=true},MachineWaitForVolumeDetachConsiderVolumeAttachments=${EXP_MACHINE_WAITFORVOLUMEDETACH_CONSIDER_VOLUMEATTACHMENTS:=true},PriorityQueue=${EXP_PRIORITY_QUEUE:=true},ReconcilerRateLimiting=${EXP_RECONCILER_RATE_LIMITING:=true},InPlaceUpdates=${EXP_IN_PLACE_UPDATES:=false},MachineTaintPropagation=${EXP_MACHINE_TAINT_PROPAGATION:=false}',
  'kubeadm-bootstrap':
    'MachinePool=${EXP_MACHINE_POOL:=true},KubeadmBootstrapFormatIgnition=${EXP_KUBEADM_BOOTSTRAP_FORMAT_IGNITION:=false},PriorityQueue=${EXP_PRIORITY_QUEUE:=true},ReconcilerRateLimiting=${EXP_RECONCILER_RATE_LIMITING:=true}',
  'kubeadm-control-plane':
    'MachinePool=${EXP_MACHINE_POOL:=true},ClusterTopology=${CLUSTER_TOPOLOGY:=false},KubeadmBootstrapFormatIgnition=${EXP_KUBEADM_BOOTSTRAP_FORMAT_IGNITION:=false},PriorityQueue=${EXP_PRIORITY_QUEUE:=true},ReconcilerRateLimiting=${EXP_RECONCILER_RATE_LIMITING:=true},InPlaceUpdates=${EXP_IN_PLACE_UPDATES:=false},MachineTaintPropagation=${EXP_MACHINE_TAINT_PROPAGATION:=false}',
  capd: 'MachinePool=${EXP_MACHINE_POOL:=true},ClusterTopology=${CLUSTER_TOPOLOGY:=false},PriorityQueue=${EXP_PRIORITY_QUEUE:=true},ReconcilerRateLimiting=${EXP_RECONCILER_RATE_LIMITING:=true}',
};

const reason = whyNoKustomize();
if (reason !== undefined) process.stdout.write(`not run: rendered manifests: ${reason}\n`);
const whenRendered = reason === undefined ? describe : describe.skip;

whenRendered.each(folders)('deploy/%s', (folder) => {
  const P = prefixes[folder];
  const namespace = namespaceOf(folder);
  const label = { 'cluster.x-k8s.io/provider': providerFolders[folder] };
  const aggregated = folder === 'core' || folder === 'kubeadm-control-plane';

  test('has the names that upstream has, and nothing else', () => {
    const names = objectsOf(folder)
      .filter(({ kind }) => kind !== 'CustomResourceDefinition')
      .map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(names.toSorted()).toEqual(
      [
        `Namespace ${namespace}`,
        `ServiceAccount ${P}manager`,
        `Role ${P}leader-election-role`,
        `RoleBinding ${P}leader-election-rolebinding`,
        `ClusterRole ${P}manager-role`,
        ...(aggregated ? [`ClusterRole ${P}aggregated-manager-role`] : []),
        `ClusterRoleBinding ${P}manager-rolebinding`,
        `Service ${P}webhook-service`,
        `Deployment ${P}controller-manager`,
        `Issuer ${P}selfsigned-issuer`,
        `Certificate ${P}serving-cert`,
        `MutatingWebhookConfiguration ${P}mutating-webhook-configuration`,
        `ValidatingWebhookConfiguration ${P}validating-webhook-configuration`,
      ].toSorted(),
    );
  });

  test('puts the label of the provider on everything, and everything with a namespace into its own', () => {
    for (const { kind, metadata } of objectsOf(folder)) {
      expect({ kind, labels: metadata.labels }).toMatchObject({ kind, labels: label });
      expect([undefined, namespace]).toContain(metadata.namespace);
    }
    for (const kind of ['Namespace', 'Deployment']) {
      expect(only(folder, kind).metadata.labels).toMatchObject({ 'control-plane': 'controller-manager' });
    }
  });

  test('binds its roles to its own service account, and aggregates where others may add to them', () => {
    const role = aggregated ? `${P}aggregated-manager-role` : `${P}manager-role`;
    const subjects = [{ kind: 'ServiceAccount', name: `${P}manager`, namespace }];
    expect(only(folder, 'ClusterRoleBinding')).toMatchObject({ roleRef: { kind: 'ClusterRole', name: role }, subjects });
    expect(only(folder, 'RoleBinding')).toMatchObject({ roleRef: { kind: 'Role', name: `${P}leader-election-role` }, subjects });
    const selector = {
      core: 'cluster.x-k8s.io/aggregate-to-manager',
      'kubeadm-control-plane': 'kubeadm.controlplane.cluster.x-k8s.io/aggregate-to-manager',
    };
    if (folder !== 'core' && folder !== 'kubeadm-control-plane') return;
    const own = objectsOf(folder).find(({ metadata }) => metadata.name === `${P}manager-role`);
    expect(own?.metadata.labels).toMatchObject({ [selector[folder]]: 'true' });
    const found = objectsOf(folder).find(({ metadata }) => metadata.name === role);
    expect(found).toMatchObject({ aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [selector[folder]]: 'true' } }] } });
    // An empty list would take the rules away whenever the manifest is applied again.
    expect(found).not.toHaveProperty('rules');
  });

  test('has a Deployment with the arguments, ports and probes that users of Cluster API know', () => {
    const { spec } = only<Deployment>(folder, 'Deployment');
    const [container] = spec.template.spec.containers;
    expect(spec).toMatchObject({
      replicas: 1,
      selector: { matchLabels: { ...label, 'control-plane': 'controller-manager' } },
      template: {
        metadata: { labels: { ...label, 'control-plane': 'controller-manager' } },
        spec: {
          serviceAccountName: `${P}manager`,
          terminationGracePeriodSeconds: 10,
          tolerations: ['master', 'control-plane'].map((role) => ({ effect: 'NoSchedule', key: `node-role.kubernetes.io/${role}` })),
        },
      },
    });
    expect(container).toMatchObject({
      name: 'manager',
      command: ['/manager'],
      imagePullPolicy: 'IfNotPresent',
      args: [
        '--leader-elect',
        '--diagnostics-address=${CAPI_DIAGNOSTICS_ADDRESS:=:8443}',
        '--insecure-diagnostics=${CAPI_INSECURE_DIAGNOSTICS:=false}',
        `--feature-gates=${gates[folder]}`,
        ...(folder === 'kubeadm-bootstrap' ? ['--bootstrap-token-ttl=${KUBEADM_BOOTSTRAP_TOKEN_TTL:=15m}'] : []),
      ],
      ports: [
        { name: 'healthz', containerPort: 9440, protocol: 'TCP' },
        { name: 'metrics', containerPort: 8443, protocol: 'TCP' },
        { name: 'webhook-server', containerPort: 9443, protocol: 'TCP' },
      ],
      readinessProbe: { httpGet: { path: '/readyz', port: 'healthz' } },
      livenessProbe: { httpGet: { path: '/healthz', port: 'healthz' } },
      terminationMessagePolicy: 'FallbackToLogsOnError',
    });
    expect(container?.env.map(({ name }) => name)).toEqual([
      ...(folder === 'capd' ? ['POD_IP', 'DOCKER_HOST'] : []),
      'POD_NAMESPACE',
      'POD_NAME',
      'POD_UID',
    ]);
  });

  test('asks for less than it could have: no root, no capability, no writable file but in /tmp, and what it needs of a node', () => {
    const { spec } = only<Deployment>(folder, 'Deployment');
    const [container] = spec.template.spec.containers;
    expect(spec.template.spec).toMatchObject({ securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } });
    expect(container).toMatchObject({
      securityContext: {
        allowPrivilegeEscalation: false,
        privileged: false,
        readOnlyRootFilesystem: true,
        runAsUser: 65532,
        runAsGroup: 65532,
        capabilities: { drop: ['ALL'] },
      },
      resources: { requests: { cpu: expect.any(String), memory: expect.any(String) } },
      volumeMounts: [
        { name: 'tmp', mountPath: '/tmp' },
        { name: 'cert', mountPath: '/tmp/k8s-webhook-server/serving-certs', readOnly: true },
      ],
    });
    expect(spec.template.spec.volumes).toEqual([
      { name: 'cert', secret: { secretName: `${P}webhook-service-cert` } },
      { name: 'tmp', emptyDir: {} },
    ]);
  });

  test('asks cert-manager for a certificate that is good for its Service, and has it vouched for everywhere', () => {
    const service = `${P}webhook-service.${namespace}.svc`;
    expect(only(folder, 'Certificate').spec).toMatchObject({
      secretName: `${P}webhook-service-cert`,
      dnsNames: [service, `${service}.cluster.local`],
      issuerRef: { kind: 'Issuer', name: `${P}selfsigned-issuer` },
    });
    expect(only(folder, 'Service').spec).toEqual({ ports: [{ port: 443, targetPort: 'webhook-server' }], selector: label });
    const called = objectsOf(folder).filter(({ kind }) => /CustomResourceDefinition|WebhookConfiguration/.test(kind));
    for (const { kind, metadata } of called) {
      const annotations = { 'cert-manager.io/inject-ca-from': `${namespace}/${P}serving-cert` };
      expect({ kind, name: metadata.name, annotations: metadata.annotations }).toMatchObject({ annotations });
    }
    const conversion = {
      strategy: 'Webhook',
      webhook: {
        clientConfig: { service: { namespace, name: `${P}webhook-service`, path: '/convert' } },
        conversionReviewVersions: ['v1'],
      },
    };
    for (const { spec } of called.filter(({ kind }) => kind === 'CustomResourceDefinition')) expect(spec).toMatchObject({ conversion });
  });

  test('has two replicas that an eviction takes one at a time, in the overlay', () => {
    const overlay = `overlays/two-replicas/${folder}`;
    const { metadata, spec } = only<Deployment>(overlay, 'Deployment');
    expect(spec.replicas).toBe(2);
    const constraint = { maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: spec.selector.matchLabels } };
    expect(spec.template.spec).toMatchObject({
      topologySpreadConstraints: [
        { ...constraint, topologyKey: 'kubernetes.io/hostname' },
        { ...constraint, topologyKey: 'topology.kubernetes.io/zone' },
      ],
    });
    const budget = only(overlay, 'PodDisruptionBudget');
    expect(budget.metadata).toMatchObject({ name: metadata.name, namespace });
    expect(budget.spec).toMatchObject({ maxUnavailable: 1, selector: { matchLabels: spec.selector.matchLabels } });
  });

  test('needs no cert-manager, in the overlay', () => {
    const overlay = `overlays/without-cert-manager/${folder}`;
    expect(render(overlay)).not.toContain('cert-manager.io');
    const { spec } = only<Deployment>(overlay, 'Deployment');
    const [container] = spec.template.spec.containers;
    expect(container?.args.at(-1)).toBe('--self-managed-webhook-certificates');
    expect(container?.volumeMounts.map(({ name }) => name)).toEqual(['tmp']);
    expect(spec.template.spec.volumes.map(({ name }) => name)).toEqual(['tmp']);
    const binding = objectsOf(overlay).find(({ metadata }) => metadata.name === `${P}webhook-certificate-rolebinding`);
    expect(binding).toMatchObject({ subjects: [{ kind: 'ServiceAccount', name: `${P}manager`, namespace }] });
  });
});

const root = fileURLToPath(new URL('../../', import.meta.url));
const checker = `${process.env['CAPI_SHARED'] ?? `${root}../shared`}/conformance/crd-parity`;
const whyNoParity = reason ?? (existsSync(checker) ? undefined : `no ${checker}; set CAPI_SHARED to the folder that holds conformance/`);
if (whyNoParity !== undefined) process.stdout.write(`not run: parity of installed CRDs: ${whyNoParity}\n`);

(whyNoParity === undefined ? describe : describe.skip)('CRDs as they are installed', () => {
  test('have every attribute that upstream has, but for a name under which upstream could not be reached', () => {
    const folder = mkdtempSync(join(tmpdir(), 'capi-rendered-'));
    try {
      mkdirSync(join(folder, 'all'));
      for (const provider of folders) writeFileSync(join(folder, 'all', `${provider}.yaml`), render(provider));
      const { stdout } = spawnSync(
        process.execPath,
        [checker, join(folder, 'all'), `${root}crds/clusterctl`, '--installed', '--verbose', '--rows'],
        {
          encoding: 'utf8',
          maxBuffer: 64 * 1024 * 1024,
        },
      );
      // The recorded name has the prefix twice. There is no such Service, in upstream's manifests or in ours.
      expect(
        stdout
          .split('\n')
          .filter((line) => /^ +[~+-] /.test(line))
          .map((line) => line.trim()),
      ).toEqual([
        expect.stringMatching(
          /^~ install \(install\): conversion\.serviceName is "capi-kubeadm-bootstrap-capi-kubeadm-bootstrap-webhook-service"/,
        ),
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
