import { Node, Pod, printKey, type ObjectKey } from '@capi/api';
import type { Log } from '@capi/controller-runtime';
import { milliseconds, printMicroInstant, type Clock, type Duration, type KeySource } from '@capi/seams';

import { put } from './access/put.ts';
import { bootDelay } from './boot/boot-failure.ts';
import { readBootDocument, type BootPlan } from './boot/read-boot-document.ts';
import { answerEtcd, type EtcdAnswer, type EtcdStorage } from './etcd/answer.ts';
import { etcdID } from './etcd/ids.ts';
import { etcdAnnotations, leaderOf, membersOf } from './etcd/membership.ts';
import { serveEtcd } from './etcd/serve-etcd.ts';
import { recallControlPlane } from './kubeadm/recall.ts';
import { prepareInit, type ControlPlaneFacts } from './kubeadm/run-init.ts';
import { prepareJoin } from './kubeadm/run-join.ts';
import { issueApiIdentity, issueEtcdIdentity } from './kubeadm/serving-certificates.ts';
import { makeTokens, uploadCluster } from './kubeadm/upload.ts';
import type { MachineSpec, Role, RunningMachine } from './machine.ts';
import type { Front } from './network/front.ts';
import { createMachineServer } from './network/machine-server.ts';
import { createPortForwarder, type PortForwardTarget } from './network/port-forward.ts';
import { addressOf } from './objects/address.ts';
import { imagesFor } from './objects/configuration.ts';
import { nodeOf } from './objects/node.ts';
import { staticPodName, staticPodOf, systemNamespace, type StaticComponent } from './objects/static-pods.ts';
import { syncAddonPods } from './sync-addon-pods.ts';
import type { WorkloadApi } from './workload-api.ts';

/** What a cluster is made from. */
export interface SimulatedClusterPorts {
  readonly clock: Clock;
  readonly keys: KeySource;
  readonly log: Log;
  readonly api: WorkloadApi;
  readonly front: Front;
  readonly onEtcdCall?: (cluster: ObjectKey, method: string, duration: Duration) => void;
}

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
    const { controlPlane, address, spec } = machine;
    if (machine.etcd !== undefined || controlPlane === undefined || controlPlane.externalEtcd) return;
    const { etcd: authority } = controlPlane.authorities;
    if (authority === undefined) return;
    const { clock } = this.#ports;
    machine.etcd = await issueEtcdIdentity(authority, machine, this.#ports, signal);
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
    const { controlPlane, plan, spec, address } = machine;
    if (machine.server !== undefined || controlPlane === undefined) return;
    const { host, port } = this.endpoint;
    const identity = await issueApiIdentity(controlPlane, machine, host, this.#ports, signal);
    // A cluster that was lost with its process is uploaded again by whoever starts first.
    if (plan.verb === 'init' || spec.bootstrapped) {
      await uploadCluster(this.admin, controlPlane, { endpoint: `${host}:${port}`, version: spec.version }, signal);
    }
    if (plan.verb === 'init' && !spec.bootstrapped) await makeTokens(this.admin, plan.config, name, this.#ports.clock, signal);
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
    const controlPlane = spec.bootstrapped
      ? await recallControlPlane(plan, { name: spec.name, version: spec.version, cluster: this.#key.name }, this.admin, signal)
      : await this.#runKubeadm(spec, plan, node, signal);
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
    if (!spec.bootstrapped) log.info('Machine ran kubeadm', { Cluster: printKey(this.#key), Node: node, verb: plan.verb });
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
