import { mapping, same, within, type Mapping } from '../../../conversion/mapping.ts';
import { clusterConfiguration } from './cluster-configuration.ts';
import { initConfiguration, joinConfiguration } from './init-and-join.ts';
import { machineSetup } from './machine-setup.ts';
import { apartFromTimeouts, timeouts } from './timeouts.ts';

/** `spec` of a KubeadmConfig between v1beta1 and the hub, and of the configs that a template or a control plane makes. */
export const kubeadmConfigSpec: Mapping = mapping(
  within('clusterConfiguration', 'clusterConfiguration', clusterConfiguration),
  same(apartFromTimeouts(initConfiguration), 'initConfiguration'),
  same(apartFromTimeouts(joinConfiguration), 'joinConfiguration'),
  machineSetup,
  timeouts({ clusterConfiguration, joinConfiguration }),
);
