export type { BindMount, Container, ContainerEnd, ContainerSpec, ContainerState, NetworkAddresses } from './container.ts';
export type { Containers } from './containers.ts';
export type { DockerEngine, EngineInfo, EngineRefusal, ExecRequest, ExecResult, Network, NewNetwork } from './docker-engine.ts';
