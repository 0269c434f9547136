import { printProviderID } from '../../../backends/docker/names/provider-id.ts';
import { chooseNodeImage } from '../../../backends/docker/node-image/choose-node-image.ts';
import { latestMode } from '../../../backends/docker/node-image/published-images.ts';
import { isProblem } from '../../../backends/docker/problem.ts';
import { isToBeMadeAnew } from '../decide/made-anew.ts';
import type { SeenMachine } from '../observation.ts';
import type { Seen } from '../observe.ts';
import { isOwn } from '../own-container.ts';
import { settingsOf } from '../settings.ts';
import type { WantedBootstrap } from './bootstrap.ts';
import type { WantedContainer } from './provision.ts';

/** The container that a machine asks for. */
export function wantedContainer({ stored, owner, cluster, observation }: Seen, machine: SeenMachine, name: string): WantedContainer {
  const { namespace, cluster: clusterName, machine: machineName, uid } = owner;
  const { version, failureDomain, controlPlane } = machine;
  const { customImage, extraMounts, preLoadImages } = settingsOf(stored);
  return {
    name,
    anew: isToBeMadeAnew(observation.work),
    isOwn: (container) => isOwn(container, { ...owner, providerID: printProviderID(name) }, observation.wasProvisioned),
    node: {
      namespace,
      cluster: clusterName,
      machine: machineName,
      uid,
      role: controlPlane ? 'control-plane' : 'worker',
      ...(failureDomain === undefined ? {} : { failureDomain }),
    },
    extraMounts,
    preLoadImages,
    clusterNetwork: cluster?.spec?.clusterNetwork,
    ...(version === undefined ? {} : { version }),
    ...(customImage === undefined ? {} : { customImage }),
  };
}

/** What the container of a machine is to be bootstrapped with. */
export function wantedBootstrap({ stored, owner, observation, bootstrapData }: Seen): WantedBootstrap {
  const { containerName: name, machine } = observation;
  const { customImage, bootstrapTimeout } = settingsOf(stored);
  const image = chooseNodeImage(machine?.version, customImage);
  return {
    facts: {
      name,
      instanceID: owner.uid,
      providerID: printProviderID(name),
      // Only of a machine that others made can the version be none of ours; how its image was built is what nearly all are by now.
      mode: isProblem(image) ? latestMode : image.mode,
    },
    data: bootstrapData,
    budget: bootstrapTimeout,
    hasNode: machine?.hasNode === true,
  };
}
