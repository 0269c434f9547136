import { isIP } from 'node:net';

import { ConfigMap, Node, Pod, printKey, Secret, type ObjectKey } from '@capi/api';
import { issueCertificate, type CertificateAndKey, type LeafOptions } from '@capi/certificates';
import type { Log } from '@capi/controller-runtime';
import { parseBootstrapToken, parseClusterConfiguration, type ParsedInit } from '@capi/kubeadm';
import {
  days,
  hours,
  later,
  milliseconds,
  parseDuration,
  printInstant,
  printMicroInstant,
  type Clock,
  type Duration,
  type KeySource,
} from '@capi/seams';

import { put } from './access/put.ts';
import { bootDelay, bootFailure } from './boot/boot-failure.ts';
import { readBootDocument, type BootPlan } from './boot/read-boot-document.ts';
import { answerEtcd, type EtcdAnswer, type EtcdStorage } from './etcd/answer.ts';
import { etcdID } from './etcd/ids.ts';
import { etcdAnnotations, leaderOf, membersOf } from './etcd/membership.ts';
import { serveEtcd } from './etcd/serve-etcd.ts';
import { readAuthorities } from './kubeadm/certificates-on-disk.ts';
import { certificatesDir, prepareInit, type ControlPlaneFacts } from './kubeadm/run-init.ts';
import { prepareJoin } from './kubeadm/run-join.ts';
import type { MachineSpec, Role, RunningMachine } from './machine.ts';
import type { Front } from './network/front.ts';
import { createMachineServer, type ServerIdentity } from './network/machine-server.ts';
import { createPortForwarder, type PortForwardTarget } from './network/port-forward.ts';
import { addonsOf } from './objects/addons.ts';
import { addressOf } from './objects/address.ts';
import { configurationOf, imagesFor, nthAddress } from './objects/configuration.ts';
import { nodeOf } from './objects/node.ts';
import { joinGroup, kubeadmRights } from './objects/rights.ts';
import { staticPodName, staticPodOf, systemNamespace, type StaticComponent } from './objects/static-pods.ts';
import { syncAddonPods } from './sync-addon-pods.ts';
import type { WorkloadApi } from './workload-api.ts';

export interface SimulatedClusterPorts {
  readonly clock: Clock;
  readonly keys: KeySource;
  readonly log: Log;
  readonly api: WorkloadApi;
  readonly front: Front;
  readonly onEtcdCall?: (cluster: ObjectKey, method: string, duration: Duration) => void;
}

const systemKey = (name: string): ObjectKey => ({ namespace: systemNamespace, name });
const etcdPods = { namespace: systemNamespace, labels: { component: 'etcd' } };

/**
 * One workload cluster: machines that boot from their bootstrap data, an API server and an etcd that they share, and the port where
 * they answer. Every step may be repeated; what is there already stays.
 */
export class SimulatedCluster {
  readonly #key: ObjectKey;
  readonly #uid: string;
  readonly #ports: SimulatedClusterPorts;
  readonly #machines = new Map<string, RunningMachine>();
  /** Add-on pods are counted over all nodes, so one change at a time. */
  #addons: Promise<void> = Promise.resolve();

  constructor(key: ObjectKey, uid: string, ports: SimulatedClusterPorts) {
    this.#key = key;
    this.#uid = uid;
    this.#ports = ports;
    ports.api.forwardPorts(
      createPortForwarder((target, tunnel) => {
        const machine = this.#listenerOf(target);
        machine?.server?.accept(tunnel);
        return machine?.server !== undefined;
      }),
    );
  }

  /** Where the API server is reached. */
  get endpoint(): { readonly host: string; readonly port: number } {
    const { host, port } = this.#ports.front;
    return { host, port };
  }

  /** The API of the cluster, within the process and with all rights. */
  get admin(): WorkloadApi['admin'] {
    return this.#ports.api.admin;
  }

  /**
   * Switches a machine on: it reads its bootstrap data, and kubeadm runs up to the point where the Node is registered. A machine
   * that is on already is left alone; one that ran kubeadm before only starts again.
   * @throws OperationError that names the step: terminal when the document is wrong, transient when something does not answer yet
   */
  async boot(spec: MachineSpec, signal: AbortSignal): Promise<Role> {
    const running = this.#machines.get(spec.name) ?? (await this.#powerOn(spec, signal));
    return running.controlPlane === undefined ? 'worker' : 'control-plane';
  }

  /** Starts etcd on a control-plane machine that has booted; the first member leads. */
  async startEtcd(name: string, signal: AbortSignal): Promise<void> {
    const machine = this.#machine(name);
    const { controlPlane, node, address, spec } = machine;
    if (machine.etcd !== undefined || controlPlane === undefined || controlPlane.externalEtcd) return;
    const { etcd: authority, etcdCertificate } = controlPlane.authorities;
    if (authority === undefined) return;
    const { clock } = this.#ports;
    const issued = await this.#issue(
      authority,
      {
        commonName: node,
        usages: ['server', 'client'],
        dnsNames: ['localhost', node, staticPodName('etcd', node)],
        ipAddresses: ['127.0.0.1', address],
      },
      signal,
    );
    machine.etcd = { certificate: issued.certificate, privateKey: issued.privateKey, clientAuthority: etcdCertificate };
    const members = membersOf(await this.admin.list(Pod, etcdPods, signal));
    await this.#putStaticPod(machine, 'etcd', signal, {
      'kubeadm.kubernetes.io/etcd.advertise-client-urls': `https://${address}:2379`,
      [etcdAnnotations.clusterID]: etcdID(this.#uid),
      [etcdAnnotations.memberID]: etcdID(spec.uid),
      ...(leaderOf(members) === undefined ? { [etcdAnnotations.leaderFrom]: printMicroInstant(clock.now()) } : {}),
    });
  }

  /** Starts the API server, controller manager and scheduler of a machine that has booted; from then on it takes connections. */
  async startApiServer(name: string, signal: AbortSignal): Promise<void> {
    const machine = this.#machine(name);
    const { controlPlane, plan, address } = machine;
    if (machine.server !== undefined || controlPlane === undefined) return;
    const identity = await this.#apiIdentity(machine, controlPlane, signal);
    if (plan.verb === 'init') await this.#finishInit(machine, controlPlane, plan.config, signal);
    await this.#putStaticPod(machine, 'kube-apiserver', signal, {
      'kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint': `${address}:${controlPlane.bindPort}`,
    });
    await this.#putStaticPod(machine, 'kube-controller-manager', signal);
    await this.#putStaticPod(machine, 'kube-scheduler', signal);
    // Deleted meanwhile: a server that nobody would stop must not start.
    if (this.#machines.get(name) !== machine) return;
    machine.server = createMachineServer({
      api: identity,
      etcd: (member) => [...this.#machines.values()].find(({ node }) => node === member)?.etcd,
      onApiRequest: (request, response) => this.#ports.api.handle(request, response),
      onEtcdRequest: (member, request, response) => {
        serveEtcd(request, response, (path, message) => this.#answerEtcd(member, path, message)).catch(() => request.stream.destroy());
      },
      onUpgrade: (request, socket, head) => this.#ports.api.upgrade(request, socket, head),
    });
    this.#ports.front.add(machine.server);
    await this.#syncAddons(signal);
  }

  /** Switches a machine off for good: its connections end, its Node and pods go, and its etcd member with them. */
  async powerOff(spec: Pick<MachineSpec, 'name' | 'providerID'>, signal: AbortSignal): Promise<void> {
    const machine = this.#machines.get(spec.name);
    this.#machines.delete(spec.name);
    if (machine?.server !== undefined) {
      this.#ports.front.remove(machine.server);
      machine.server.close();
    }
    const nodes = await this.admin.list(Node, {}, signal);
    const node = nodes.find((one) => one.spec?.providerID === spec.providerID)?.metadata.name ?? machine?.node;
    if (node === undefined) return;
    const pods = await this.admin.list(Pod, { fields: `spec.nodeName=${node}` }, signal);
    for (const { metadata } of pods) await this.admin.delete(Pod, { name: metadata.name, namespace: metadata.namespace ?? '' }, signal);
    await this.admin.delete(Node, { name: node }, signal);
    await this.#syncAddons(signal);
  }

  /** Closes the port and every connection. What the cluster holds is kept where its store keeps it. */
  async close(): Promise<void> {
    const machines = [...this.#machines.values()];
    this.#machines.clear();
    for (const { server } of machines) server?.close();
    await this.#ports.front.close();
    await this.#addons;
    await this.#ports.api.close();
  }

  async #powerOn(spec: MachineSpec, signal: AbortSignal): Promise<RunningMachine> {
    const { clock, log } = this.#ports;
    const plan = readBootDocument(spec.bootstrapData.reveal(), { hostname: spec.name, instanceID: spec.uid });
    const node = plan.config.nodeRegistration.name ?? spec.name;
    const address = addressOf(spec.uid);
    const controlPlane = spec.bootstrapped ? await this.#recall(spec, plan, signal) : await this.#runKubeadm(spec, plan, node, signal);
    const { taints, kubeletExtraArgs } = plan.config.nodeRegistration;
    const labels = kubeletExtraArgs.findLast((argument) => argument.name === 'node-labels')?.value;
    const registered = nodeOf({
      name: node,
      uid: spec.uid,
      providerID: spec.providerID,
      kubernetesVersion: spec.version,
      address,
      controlPlane: controlPlane !== undefined,
      taints,
      ...(labels === undefined ? {} : { labels }),
      now: clock.now(),
    });
    await put(this.admin, Node, registered, signal);
    const machine: RunningMachine = { spec, plan, node, address, ...(controlPlane === undefined ? {} : { controlPlane }) };
    const existing = this.#machines.get(spec.name);
    if (existing !== undefined) return existing;
    this.#machines.set(spec.name, machine);
    if (!spec.bootstrapped) log.info(`Machine ran kubeadm ${plan.verb}`, { Cluster: printKey(this.#key), Node: node });
    if (controlPlane === undefined) await this.#syncAddons(signal);
    return machine;
  }

  #runKubeadm(spec: MachineSpec, plan: BootPlan, node: string, signal: AbortSignal): Promise<ControlPlaneFacts | undefined> {
    const machine = { name: spec.name, node, version: spec.version, disk: plan.disk };
    if (plan.verb === 'init') return prepareInit(plan.config, machine, this.admin, signal);
    const etcdAuthority = (): string | undefined =>
      [...this.#machines.values()].find(({ etcd }) => etcd !== undefined)?.etcd?.clientAuthority;
    return prepareJoin(plan.config, machine, etcdAuthority, this.#ports.clock, signal);
  }

  /** What a machine that ran kubeadm before finds on its disk, and in etcd. */
  async #recall(spec: MachineSpec, plan: BootPlan, signal: AbortSignal): Promise<ControlPlaneFacts | undefined> {
    if (plan.verb === 'join' && plan.config.controlPlane === undefined) return undefined;
    const bindPort = (plan.verb === 'init' ? plan.config.localAPIEndpoint.bindPort : plan.config.controlPlane?.bindPort) ?? 6443;
    const uploaded = await this.admin.get(ConfigMap, systemKey('kubeadm-config'), signal);
    const text = uploaded?.data?.['ClusterConfiguration'];
    // A cluster that was lost with its process begins again with the machine that made it.
    if (plan.verb === 'init' && text === undefined) {
      return prepareInit(
        plan.config,
        { name: spec.name, node: plan.config.nodeRegistration.name ?? spec.name, version: spec.version, disk: plan.disk },
        emptied(this.admin),
        signal,
      );
    }
    if (text === undefined) throw bootDelay(spec.name, 'start the control plane', 'etcd holds no cluster yet');
    const cluster = parseClusterConfiguration(text);
    const authorities = readAuthorities(
      plan.disk,
      { ...certificatesDir(cluster.certificatesDir), externalEtcd: cluster.externalEtcd },
      (why) => {
        throw bootFailure(spec.name, 'start the control plane', why);
      },
    );
    return { authorities, configuration: cluster.document, externalEtcd: cluster.externalEtcd, bindPort };
  }

  /** The phases of `kubeadm init` that write to the API: configuration, rights, tokens, add-ons. */
  async #finishInit(
    machine: RunningMachine,
    { authorities, configuration }: ControlPlaneFacts,
    init: ParsedInit,
    signal: AbortSignal,
  ): Promise<void> {
    const { host, port } = this.endpoint;
    const server = `https://${init.clusterConfiguration.controlPlaneEndpoint ?? `${host}:${port}`}`;
    const version = machine.spec.version;
    // kubeadm-config comes last: whoever sees it takes the cluster for initialised.
    const uploads = configurationOf({ configuration, server, authority: authorities.cluster.certificate }).toReversed();
    for (const { resource, object } of [...kubeadmRights(), ...addonsOf(configuration, version), ...uploads]) {
      await put(this.admin, resource, object, signal);
    }
    for (const { token, ttl, groups } of init.bootstrapTokens) {
      const parts = parseBootstrapToken(token);
      if (parts === undefined)
        throw bootFailure(machine.spec.name, 'kubeadm init: bootstrap-token', 'a token in bootstrapTokens is not valid');
      await put(
        this.admin,
        Secret,
        tokenSecret(parts, { groups, expires: later(this.#ports.clock.now(), parseDuration(ttl ?? '') ?? hours(24)) }),
        signal,
      );
    }
  }

  async #apiIdentity(
    { node, address }: RunningMachine,
    { authorities, configuration }: ControlPlaneFacts,
    signal: AbortSignal,
  ): Promise<ServerIdentity> {
    const { host } = this.endpoint;
    const networking = (configuration['networking'] ?? {}) as { serviceSubnet?: string; dnsDomain?: string };
    const asked = (configuration['apiServer'] as { certSANs?: readonly string[] } | undefined)?.certSANs ?? [];
    const endpoint =
      typeof configuration['controlPlaneEndpoint'] === 'string' ? configuration['controlPlaneEndpoint'].replace(/:\d+$/, '') : host;
    const service = [
      'kubernetes',
      'kubernetes.default',
      'kubernetes.default.svc',
      `kubernetes.default.svc.${networking.dnsDomain ?? 'cluster.local'}`,
    ];
    const first = nthAddress(networking.serviceSubnet ?? '', 1);
    const names = [
      ...new Set([...service, node, 'localhost', '127.0.0.1', address, host, endpoint, ...(first === undefined ? [] : [first]), ...asked]),
    ];
    const issued = await this.#issue(
      authorities.cluster,
      {
        commonName: 'kube-apiserver',
        usages: ['server'],
        dnsNames: names.filter((name) => isIP(name) === 0),
        ipAddresses: names.filter((name) => isIP(name) !== 0),
      },
      signal,
    );
    return { certificate: issued.certificate, privateKey: issued.privateKey, clientAuthority: authorities.cluster.certificate };
  }

  /** Keys of servers are P-256: a simulated cluster needs two certificates a machine, and RSA keys would be most of its cost. */
  #issue(
    authority: CertificateAndKey,
    options: Omit<LeafOptions, 'notAfter' | 'algorithm'>,
    signal: AbortSignal,
  ): Promise<CertificateAndKey> {
    const { clock, keys } = this.#ports;
    return issueCertificate(authority, { ...options, notAfter: later(clock.now(), days(365)), algorithm: 'ECDSA-P256' }, keys, signal);
  }

  async #putStaticPod(
    { node, address, spec, controlPlane }: RunningMachine,
    component: StaticComponent,
    signal: AbortSignal,
    annotations: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const images = imagesFor(controlPlane?.configuration ?? {}, spec.version);
    await put(this.admin, Pod, staticPodOf({ component, node, address, images, annotations, now: this.#ports.clock.now() }), signal);
  }

  async #answerEtcd(member: string, path: string, message: Buffer): Promise<EtcdAnswer> {
    const { clock, onEtcdCall } = this.#ports;
    const began = clock.monotonic();
    const answer = await answerEtcd(this.#etcdStorage(), member, path, message);
    onEtcdCall?.(this.#key, path.slice(path.lastIndexOf('/') + 1), milliseconds(clock.monotonic() - began));
    return answer;
  }

  #etcdStorage(): EtcdStorage {
    // Calls of etcd outlive no cluster: closing it ends their connections.
    const { signal } = new AbortController();
    const { clock } = this.#ports;
    const [machine] = this.#machines.values();
    const annotate = async (pod: ObjectKey, annotation: string): Promise<void> => {
      const body = { metadata: { annotations: { [annotation]: printMicroInstant(clock.now()) } } };
      await this.admin.patch(Pod, pod, { type: 'merge', body }, signal);
    };
    return {
      clusterID: etcdID(this.#uid),
      version: imagesFor({}, machine?.spec.version ?? '').etcdVersion,
      pods: () => this.admin.list(Pod, etcdPods, signal),
      lead: (pod) => annotate(pod, etcdAnnotations.leaderFrom),
      remove: (pod) => annotate(pod, etcdAnnotations.memberRemoved),
    };
  }

  /** Which machine's TLS endpoint a port-forward ends at: etcd's and the API server's are the same, told apart by server name. */
  #listenerOf({ namespace, pod, port }: PortForwardTarget): RunningMachine | undefined {
    if (namespace !== systemNamespace) return undefined;
    return [...this.#machines.values()].find(
      ({ node, controlPlane }) =>
        (pod === staticPodName('etcd', node) && port === 2379) ||
        (pod === staticPodName('kube-apiserver', node) && port === controlPlane?.bindPort),
    );
  }

  #syncAddons(signal: AbortSignal): Promise<void> {
    const next = this.#addons.then(() => syncAddonPods(this.admin, this.#ports.clock, signal));
    // The next one in line does not care how this one ended.
    this.#addons = next.catch(() => undefined);
    return next;
  }

  #machine(name: string): RunningMachine {
    const machine = this.#machines.get(name);
    if (machine === undefined) throw bootDelay(name, 'start a component', 'the machine is off');
    return machine;
  }
}

/** For a cluster that begins again: the nodes that registered since are its own, not another's. */
const emptied = (client: WorkloadApi['admin']): WorkloadApi['admin'] => ({ ...client, list: () => Promise.resolve([]) });

function tokenSecret(
  parts: { readonly id: string; readonly secret: string },
  options: { readonly groups: readonly string[]; readonly expires: Parameters<typeof printInstant>[0] },
): Secret {
  const values = {
    'token-id': parts.id,
    'token-secret': parts.secret,
    expiration: printInstant(options.expires),
    'usage-bootstrap-authentication': 'true',
    'usage-bootstrap-signing': 'true',
    'auth-extra-groups': options.groups.length === 0 ? joinGroup : options.groups.join(','),
  };
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: `bootstrap-token-${parts.id}`, namespace: systemNamespace },
    type: 'bootstrap.kubernetes.io/token',
    data: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString('base64')])),
  };
}
