import type { FailureDomain, MachineAddress } from '@capi/api';

import type { ContractVersion } from './contract-of.ts';
import { field, mapped, type Field } from './field.ts';
import {
  addresses,
  count,
  endpoint,
  failureDomainList,
  failureDomainMap,
  flag,
  text,
  versionList,
  type ReportedFailureDomain,
  type SeenEndpoint,
  type SeenVersion,
} from './shape.ts';

type PerContract<Fields> = Readonly<Record<ContractVersion, Fields>>;

/** What old providers report when they take a failure for final; shown, but never acted on. */
interface FailureFields {
  readonly failureReason: Field<string>;
  readonly failureMessage: Field<string>;
}
const failures: FailureFields = {
  failureReason: field('status.failureReason', text),
  failureMessage: field('status.failureMessage', text),
};

/** What core reads of an infrastructure cluster. */
export interface InfraClusterFields extends FailureFields {
  readonly provisioned: Field<boolean>;
  readonly controlPlaneEndpoint: Field<SeenEndpoint>;
  /** Sorted by name; whether control planes may use one is always said. */
  readonly failureDomains: Field<readonly FailureDomain[]>;
}

const controlPlaneEndpoint = field('spec.controlPlaneEndpoint', endpoint);
const failureDomain = (name: string, { controlPlane, attributes }: ReportedFailureDomain): FailureDomain => ({
  name,
  controlPlane: controlPlane ?? false,
  ...(attributes === undefined || attributes === null ? {} : { attributes: { ...attributes } }),
});
const byName = (a: FailureDomain, b: FailureDomain): number => (a.name < b.name ? -1 : Number(a.name > b.name));

/**
 * Where each version of the contract has what an infrastructure cluster tells.
 * @see upstream v1.14.0 documentation of the infrastructure-cluster contract
 */
export const infraCluster: PerContract<InfraClusterFields> = {
  v1beta2: {
    ...failures,
    provisioned: field('status.initialization.provisioned', flag),
    controlPlaneEndpoint,
    failureDomains: mapped(field('status.failureDomains', failureDomainList), (list) =>
      list.map((one) => failureDomain(one.name, one)).toSorted(byName),
    ),
  },
  v1beta1: {
    ...failures,
    provisioned: field('status.ready', flag),
    controlPlaneEndpoint,
    failureDomains: mapped(field('status.failureDomains', failureDomainMap), (map) =>
      Object.entries(map)
        .map(([name, one]) => failureDomain(name, one))
        .toSorted(byName),
    ),
  },
};

/** What core reads of an infrastructure machine. */
export interface InfraMachineFields extends FailureFields {
  readonly provisioned: Field<boolean>;
  readonly providerID: Field<string>;
  readonly addresses: Field<readonly MachineAddress[]>;
  readonly failureDomain: Field<string>;
  /** Where old providers report the failure domain; it still wins over the Machine's own wish. */
  readonly specFailureDomain: Field<string>;
  readonly interruptible: Field<boolean>;
}

const infraMachineFields = {
  ...failures,
  providerID: field('spec.providerID', text),
  addresses: field('status.addresses', addresses),
  failureDomain: field('status.failureDomain', text),
  specFailureDomain: field('spec.failureDomain', text),
  interruptible: field('status.interruptible', flag),
};

/**
 * Where each version of the contract has what an infrastructure machine tells.
 * @see upstream v1.14.0 documentation of the infrastructure-machine contract
 */
export const infraMachine: PerContract<InfraMachineFields> = {
  v1beta2: { ...infraMachineFields, provisioned: field('status.initialization.provisioned', flag) },
  v1beta1: { ...infraMachineFields, provisioned: field('status.ready', flag) },
};

/** What core reads of a bootstrap config. */
export interface BootstrapConfigFields extends FailureFields {
  readonly dataSecretCreated: Field<boolean>;
  readonly dataSecretName: Field<string>;
}

const dataSecretName = field('status.dataSecretName', text);

/**
 * Where each version of the contract has what a bootstrap config tells.
 * @see upstream v1.14.0 documentation of the bootstrap-config contract
 */
export const bootstrapConfig: PerContract<BootstrapConfigFields> = {
  v1beta2: { ...failures, dataSecretCreated: field('status.initialization.dataSecretCreated', flag), dataSecretName },
  v1beta1: { ...failures, dataSecretCreated: field('status.ready', flag), dataSecretName },
};

/** What core reads of a control plane. */
export interface ControlPlaneFields extends FailureFields {
  readonly initialized: Field<boolean>;
  readonly controlPlaneEndpoint: Field<SeenEndpoint>;
  /** `spec.version`. */
  readonly version: Field<string>;
  /** `spec.replicas`; absent for control planes that do not count Machines. */
  readonly replicas: Field<number>;
  readonly selector: Field<string>;
  readonly statusReplicas: Field<number>;
  readonly readyReplicas: Field<number>;
  readonly availableReplicas: Field<number>;
  readonly upToDateReplicas: Field<number>;
  /** Lowest version first. */
  readonly versions: Field<readonly SeenVersion[]>;
  /** The form from before `versions`. */
  readonly statusVersion: Field<string>;
  /** There are no Nodes of the control plane in the workload cluster. */
  readonly externalManagedControlPlane: Field<boolean>;
}

const controlPlaneFields = {
  ...failures,
  controlPlaneEndpoint,
  version: field('spec.version', text),
  replicas: field('spec.replicas', count),
  selector: field('status.selector', text),
  statusReplicas: field('status.replicas', count),
  readyReplicas: field('status.readyReplicas', count),
  versions: field('status.versions', versionList),
  statusVersion: field('status.version', text),
  externalManagedControlPlane: field('status.externalManagedControlPlane', flag),
};

const unavailableReplicas = field('status.unavailableReplicas', count);

/**
 * Where each version of the contract has what a control plane tells.
 * @see upstream v1.14.0 documentation of the control-plane contract
 */
export const controlPlane: PerContract<ControlPlaneFields> = {
  v1beta2: {
    ...controlPlaneFields,
    initialized: field('status.initialization.controlPlaneInitialized', flag),
    availableReplicas: field('status.availableReplicas', count),
    upToDateReplicas: field('status.upToDateReplicas', count),
  },
  v1beta1: {
    ...controlPlaneFields,
    initialized: field('status.initialized', flag),
    // The old contract counts what is missing; nothing reported means nothing is missing.
    availableReplicas: {
      path: unavailableReplicas.path,
      read(object) {
        const desired = controlPlaneFields.replicas.read(object);
        return desired === undefined ? undefined : Math.max(desired - (unavailableReplicas.read(object) ?? 0), 0);
      },
    },
    upToDateReplicas: field('status.updatedReplicas', count),
  },
};

/** The condition in which objects of a contract sum themselves up. */
export const summaryCondition: PerContract<{ readonly controlPlane: string; readonly others: string }> = {
  v1beta2: { controlPlane: 'Available', others: 'Ready' },
  v1beta1: { controlPlane: 'Ready', others: 'Ready' },
};
