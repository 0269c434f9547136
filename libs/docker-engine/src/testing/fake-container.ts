import type { Container, ContainerEnd, ContainerSpec, ContainerState, NetworkAddresses } from '../container.ts';
import type { FakeFile } from './unpack.ts';

/** A container of a fake engine, with what a test wants to know of it. */
export interface FakeContainer {
  readonly id: string;
  readonly name: string;
  readonly spec: ContainerSpec;
  readonly state: ContainerState;
  readonly end: ContainerEnd | undefined;
  /** Files that were uploaded, or put here by a test, by their absolute paths. */
  readonly files: Map<string, FakeFile>;
  /** Names of the signals that its first process got. */
  readonly signals: readonly string[];
  /** How often it was started. */
  readonly starts: number;
  /** What its first process printed; a test may set it. */
  log: string;
  /** As the engine shows it. */
  show(): Container;
}

/** The same for the engine, which changes it. */
export interface ChangingContainer extends FakeContainer {
  state: ContainerState;
  end: ContainerEnd | undefined;
  readonly signals: string[];
  starts: number;
  addresses: NetworkAddresses;
  /** Aborted when its processes end. */
  processes: AbortController;
}

export function fakeContainer(id: string, spec: ContainerSpec, createdAt: Container['createdAt']): ChangingContainer {
  const fixed = fixedAddresses(spec);
  return {
    id,
    name: spec.name,
    spec,
    state: 'created',
    end: undefined,
    files: new Map(),
    signals: [],
    starts: 0,
    log: '',
    addresses: fixed === undefined ? {} : { fixed },
    processes: new AbortController(),
    show() {
      const { name, image, labels, network, publish } = spec;
      const ports = this.state === 'running' ? publishedPorts(id, publish) : {};
      return { id, name, image, labels, state: this.state, createdAt, networks: { [network]: this.addresses }, ports };
    },
  };
}

export function fixedAddresses({ ipv4, ipv6 }: ContainerSpec): NetworkAddresses['fixed'] {
  if (ipv4 === undefined && ipv6 === undefined) return undefined;
  return { ...(ipv4 === undefined ? {} : { ipv4 }), ...(ipv6 === undefined ? {} : { ipv6 }) };
}

/** Where the engine was free to choose, ports that no other container has. */
function publishedPorts(id: string, publish: ContainerSpec['publish']): Readonly<Record<string, number>> {
  const first = 32_768 + 10 * Number(id.replace(/\D/g, ''));
  const entries = Object.entries(publish).map(([inside, { port }], index) => [inside, port === 0 ? first + index : port] as const);
  return Object.fromEntries(entries);
}

/** A spec with which nothing special is asked for, for containers that others made. */
export function plainSpec(name: string, changes: Partial<ContainerSpec> = {}): ContainerSpec {
  return {
    name,
    hostname: name,
    image: 'somebody/else:1',
    labels: {},
    tty: false,
    environment: {},
    privileged: false,
    securityOptions: [],
    network: 'bridge',
    tmpfs: {},
    volumes: [],
    mounts: [],
    devices: [],
    restartPolicy: { name: 'no' },
    sysctls: {},
    publish: {},
    ...changes,
  };
}
