import { kindWebhooks, type AnyKindWebhooks, type KindWebhooks } from '@capi/admission';
import {
  Cluster,
  ClusterClass,
  ClusterResourceSet,
  ClusterResourceSetBinding,
  defaultClusterResourceSet,
  defaultExtensionConfig,
  defaultMachine,
  defaultMachineDeployment,
  defaultMachineHealthCheck,
  defaultMachinePool,
  defaultMachineSet,
  ExtensionConfig,
  IPAddress,
  IPAddressClaim,
  Machine,
  MachineDeployment,
  MachineDrainRule,
  MachineHealthCheck,
  MachinePool,
  MachineSet,
  type KubernetesObject,
} from '@capi/api';

import { validateClusterClass } from './cluster-class/validate.ts';
import { validateClusterResourceSetBinding } from './cluster-resource-set-binding/validate.ts';
import { validateClusterResourceSet } from './cluster-resource-set/validate.ts';
import { defaultClusterOnWrite } from './cluster/default.ts';
import { validateClusterOnWrite } from './cluster/validate-on-write.ts';
import { defaulted } from './defaulted.ts';
import { validateExtensionConfig } from './extension-config/validate.ts';
import { validateIPAddressClaim } from './ip-address-claim/validate.ts';
import { validateIPAddress } from './ip-address/validate.ts';
import { validateMachineDeployment } from './machine-deployment/validate.ts';
import { validateMachineDrainRule } from './machine-drain-rule/validate.ts';
import { validateMachineHealthCheck } from './machine-health-check/validate.ts';
import { validateMachinePool } from './machine-pool/validate.ts';
import { validateMachineSet } from './machine-set/validate.ts';
import { validateMachine } from './machine/validate.ts';
import type { CorePorts } from './ports.ts';

const writes = ['CREATE', 'UPDATE'] as const;
const writesAndDeletes = ['CREATE', 'UPDATE', 'DELETE'] as const;

// Says of which kind the rules are; the list could not tell.
const webhooksOf = <T extends KubernetesObject>(declaration: KindWebhooks<T, CorePorts>) => kindWebhooks<T, CorePorts>(declaration);

/** What the core provider answers to writes of its kinds; the webhook configurations are made from it as well. */
export const webhooks: readonly AnyKindWebhooks<CorePorts>[] = [
  webhooksOf<Cluster>({
    kind: Cluster,
    defaulting: { operations: writes, run: defaultClusterOnWrite },
    validating: { operations: writesAndDeletes, run: validateClusterOnWrite },
  }),
  webhooksOf<ClusterClass>({ kind: ClusterClass, validating: { operations: writesAndDeletes, run: validateClusterClass } }),
  webhooksOf<Machine>({
    kind: Machine,
    defaulting: { operations: writes, run: defaulted<Machine>(defaultMachine) },
    validating: { operations: writes, run: validateMachine },
  }),
  webhooksOf<MachineSet>({
    kind: MachineSet,
    defaulting: { operations: writes, run: defaulted<MachineSet>(defaultMachineSet) },
    validating: { operations: writes, run: validateMachineSet },
  }),
  webhooksOf<MachineDeployment>({
    kind: MachineDeployment,
    defaulting: { operations: writes, run: defaulted<MachineDeployment>(defaultMachineDeployment) },
    validating: { operations: writes, run: validateMachineDeployment },
  }),
  webhooksOf<MachinePool>({
    kind: MachinePool,
    defaulting: { operations: writes, run: defaulted<MachinePool>(defaultMachinePool) },
    validating: { operations: writes, run: validateMachinePool },
  }),
  webhooksOf<MachineHealthCheck>({
    kind: MachineHealthCheck,
    defaulting: { operations: writes, run: defaulted<MachineHealthCheck>(defaultMachineHealthCheck) },
    validating: { operations: writes, run: validateMachineHealthCheck },
  }),
  webhooksOf<MachineDrainRule>({ kind: MachineDrainRule, validating: { operations: writes, run: validateMachineDrainRule } }),
  webhooksOf<ClusterResourceSet>({
    kind: ClusterResourceSet,
    defaulting: { operations: writes, run: defaulted<ClusterResourceSet>(defaultClusterResourceSet) },
    validating: { operations: writes, run: validateClusterResourceSet },
  }),
  webhooksOf<ClusterResourceSetBinding>({
    kind: ClusterResourceSetBinding,
    validating: { operations: writes, run: validateClusterResourceSetBinding },
  }),
  webhooksOf<ExtensionConfig>({
    kind: ExtensionConfig,
    // Upstream's name has a word of another group in it, and others may refer to it.
    defaulting: {
      operations: writes,
      name: 'default.extensionconfig.runtime.addons.cluster.x-k8s.io',
      run: defaulted<ExtensionConfig>(defaultExtensionConfig),
    },
    validating: { operations: writes, run: validateExtensionConfig },
  }),
  webhooksOf<IPAddress>({ kind: IPAddress, validating: { operations: writesAndDeletes, run: validateIPAddress } }),
  webhooksOf<IPAddressClaim>({ kind: IPAddressClaim, validating: { operations: writesAndDeletes, run: validateIPAddressClaim } }),
];
