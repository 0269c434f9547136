import type { Redacted } from '@capi/seams';

import type { BootPlan } from './boot/read-boot-document.ts';
import type { ControlPlaneFacts } from './kubeadm/run-init.ts';
import type { MachineServer, ServerIdentity } from './network/machine-server.ts';

/** A machine to switch on. */
export interface MachineSpec {
  /** Host name; also the Node's name unless the configuration says otherwise. */
  readonly name: string;
  /** Of the infrastructure object: ids and addresses follow from it, so that a rebuilt machine is the same. */
  readonly uid: string;
  readonly providerID: string;
  /** Kubernetes version on the machine's image, with a leading v. */
  readonly version: string;
  /** The bootstrap data secret's `value`. */
  readonly bootstrapData: Redacted<string>;
  /** The machine has run kubeadm before: it only starts again. */
  readonly bootstrapped: boolean;
}

/** What a machine has become by reading its bootstrap data. */
export type Role = 'control-plane' | 'worker';

/** A machine that is on. */
export interface RunningMachine {
  readonly spec: MachineSpec;
  readonly plan: BootPlan;
  readonly node: string;
  readonly address: string;
  /** Absent on a worker. */
  readonly controlPlane?: ControlPlaneFacts;
  /** Set once etcd runs here. */
  etcd?: ServerIdentity;
  /** Set once the API server runs here. */
  server?: MachineServer;
}
