export type { MachineSpec, Role } from './machine.ts';
export { addressOf } from './objects/address.ts';
export { portRange } from './network/front.ts';
export { SimulatedCluster } from './simulated-cluster.ts';
export { createSimulation, type ClusterSpec, type Simulation, type SimulationPorts } from './simulation.ts';
