import { Node, printKey, type ObjectKey } from '@capi/api';
import { parseKubeconfig } from '@capi/certificates';
import { followObjects, type Log } from '@capi/controller-runtime';
import { instant, milliseconds, minutes, within, type Clock, type Duration, type Random } from '@capi/seams';

import type { Access, OpenAccess } from './access.ts';
import { guardedClient, unreachableCluster } from './guarded-client.ts';
import { failureThreshold, nextStep, probeTimeout, type Seen, type Step } from './next-step.ts';
import { openPortForward } from './port-forward/open-port-forward.ts';
import { retryDelay } from './retry-delay.ts';
import type { ProbeHistory, WorkloadConnection } from './workload-clusters.ts';

/** How long the first list of Nodes may take before a connection counts as failed. */
const firstListTimeout: Duration = minutes(1);

/** The kubeconfig of a cluster, and the resourceVersion of the Secret that it came from. */
export interface VersionedKubeconfig {
  readonly version: string;
  readonly text: string;
}

/** What became of one turn: whether others should hear of it, and how the probe or attempt went. */
export interface Turn {
  readonly step: Step;
  readonly connection: 'opened' | 'lost' | 'as-before';
  /** Absent when nothing was sent. */
  readonly succeeded?: boolean;
}

interface Open {
  readonly version: string;
  readonly access: Access;
  readonly connection: WorkloadConnection;
}

/** The state of one workload cluster's connection. One turn at a time: the controller that calls it sees to that. */
export class ClusterLink {
  readonly cluster: ObjectKey;
  readonly #openAccess: OpenAccess;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #log: Log;
  #open: Open | undefined;
  #probedAt: Duration | undefined;
  #succeededAt: Duration | undefined;
  #lastFailure: string | undefined;
  #failures = 0;
  /** Failed attempts to connect in a row: a connection that was lost is looked for again at once. */
  #attempts = 0;
  /** After failed attempts: with which kubeconfig, and not before when. A new kubeconfig may be tried at once. */
  #delayed: { readonly version: string; readonly until: Duration } | undefined;

  constructor(
    cluster: ObjectKey,
    ports: { readonly openAccess: OpenAccess; readonly clock: Clock; readonly random: Random; readonly log: Log },
  ) {
    this.cluster = cluster;
    this.#openAccess = ports.openAccess;
    this.#clock = ports.clock;
    this.#random = ports.random.fork(printKey(cluster));
    this.#log = ports.log.with({ Cluster: printKey(cluster) });
  }

  get connection(): WorkloadConnection | undefined {
    return this.#open?.connection;
  }

  get access(): Access | undefined {
    return this.#open?.access;
  }

  /** How long ago the cluster last answered; undefined when it never did. */
  get silence(): Duration | undefined {
    return this.#succeededAt === undefined ? undefined : milliseconds(this.#clock.monotonic() - this.#succeededAt);
  }

  get history(): ProbeHistory {
    const { silence } = this;
    return {
      connected: this.#open !== undefined,
      consecutiveFailures: this.#failures,
      // By the wall clock as it is now: it may have been set since.
      ...(silence === undefined ? {} : { lastSuccess: instant(this.#clock.now() - silence) }),
      ...(this.#lastFailure === undefined ? {} : { lastFailure: this.#lastFailure }),
    };
  }

  /** Does what is due, or nothing. */
  async turn(provisioned: boolean, kubeconfig: VersionedKubeconfig | undefined, signal: AbortSignal): Promise<Turn> {
    const step = this.#decide(provisioned, kubeconfig);
    switch (step.step) {
      case 'rest':
      case 'wait':
        return { step, connection: 'as-before' };
      case 'disconnect':
        await this.close();
        return { step, connection: 'lost' };
      case 'connect':
        return { step, ...(kubeconfig === undefined ? { connection: 'as-before' } : await this.#connect(kubeconfig, signal)) };
      case 'probe':
        return { step, ...(await this.#probe(signal)) };
    }
  }

  /** What comes next, seen from now. */
  next(provisioned: boolean, kubeconfig: VersionedKubeconfig | undefined): Step {
    return this.#decide(provisioned, kubeconfig);
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await open?.access.close();
  }

  #decide(provisioned: boolean, kubeconfig: VersionedKubeconfig | undefined): Step {
    const delayed = this.#delayed?.version === kubeconfig?.version ? this.#delayed : undefined;
    const seen: Seen = {
      now: this.#clock.monotonic(),
      provisioned,
      ...(kubeconfig === undefined ? {} : { kubeconfig: kubeconfig.version }),
      ...(this.#open === undefined ? {} : { connectedWith: this.#open.version }),
      ...(this.#probedAt === undefined ? {} : { probedAt: this.#probedAt }),
      ...(delayed === undefined ? {} : { notBefore: delayed.until }),
    };
    return nextStep(seen);
  }

  async #connect({ version, text }: VersionedKubeconfig, signal: AbortSignal): Promise<Omit<Turn, 'step'>> {
    let access: Access | undefined;
    try {
      const config = parseKubeconfig(text);
      access = this.#openAccess(config, this.cluster);
      const { client, cache, transport } = access;
      await this.#ask(access, signal);
      await within(firstListTimeout, this.#clock, signal, (limited) =>
        cache.ensure(
          { resource: Node, indexes: { providerID: ({ spec }) => (spec?.providerID === undefined ? [] : [spec.providerID]) } },
          limited,
        ),
      );
      const connection: WorkloadConnection = {
        client: guardedClient(client, this.cluster),
        cache,
        follow: (selection, changed, stop) =>
          followObjects({ ...selection, transport, clock: this.#clock, random: this.#random, log: this.#log }, changed, stop),
        portForward: async (pod, port, stop) => {
          try {
            return await openPortForward(config, pod, port, stop);
          } catch (error) {
            if (stop.aborted) throw error;
            throw unreachableCluster(this.cluster, error);
          }
        },
      };
      const before = this.#open;
      this.#open = { version, access, connection };
      await before?.access.close();
      this.#succeeded();
      return { connection: 'opened', succeeded: true };
    } catch (error) {
      await access?.close();
      if (signal.aborted) throw signal.reason;
      this.#failed(error);
      this.#attempts += 1;
      const delay = retryDelay(this.#attempts, this.#succeededAt !== undefined, this.#random);
      this.#delayed = { version, until: milliseconds(this.#clock.monotonic() + delay) };
      return { connection: 'as-before', succeeded: false };
    }
  }

  async #probe(signal: AbortSignal): Promise<Omit<Turn, 'step'>> {
    const open = this.#open;
    if (open === undefined) return { connection: 'as-before' };
    try {
      await this.#ask(open.access, signal);
      this.#succeeded();
      return { connection: 'as-before', succeeded: true };
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      this.#failed(error);
      // A certificate that is no longer accepted will not be accepted later either.
      if (!(error instanceof Refused && error.status === 401) && this.#failures < failureThreshold) {
        return { connection: 'as-before', succeeded: false };
      }
      await this.close();
      this.#delayed = undefined;
      return { connection: 'lost', succeeded: false };
    }
  }

  /** `GET /`: any answer but a refusal of who asks shows that the API server works. */
  async #ask({ transport }: Access, signal: AbortSignal): Promise<void> {
    const status = await within(probeTimeout, this.#clock, signal, async (limited) => {
      const response = await transport.send({ method: 'GET', path: '/' }, limited);
      await response.text();
      return response.status;
    });
    if (status === 401 || status >= 500) throw new Refused(status);
  }

  #succeeded(): void {
    this.#probedAt = this.#clock.monotonic();
    this.#succeededAt = this.#probedAt;
    this.#failures = 0;
    this.#attempts = 0;
    this.#delayed = undefined;
  }

  #failed(error: unknown): void {
    this.#probedAt = this.#clock.monotonic();
    this.#failures += 1;
    this.#lastFailure = error instanceof Error ? error.message : String(error);
  }
}

/** The API server answered, but not as one that works for us. */
class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  constructor(status: number) {
    super(`the API server answers with HTTP status ${status}`);
    this.status = status;
  }
}
