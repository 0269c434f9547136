export type { BindMount, Container, ContainerEnd, ContainerSpec, ContainerState, NetworkAddresses } from './container.ts';
export type { Containers } from './containers.ts';
export type {
  ContainerEvent,
  DockerEngine,
  EngineInfo,
  EngineRefusal,
  ExecRequest,
  ExecResult,
  Network,
  NewNetwork,
} from './docker-engine.ts';
export { createDockerEngine, type DockerEngineOptions } from './client/create-docker-engine.ts';
export type { DockerEnvironment } from './client/docker-address.ts';
export { createContainers, type ContainersOptions } from './create-containers.ts';
export { engineRefusal } from './refusal.ts';
