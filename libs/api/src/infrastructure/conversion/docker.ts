import { failureDomains, kept, nonZero, shownInOld } from '../../conversion/codecs.ts';
import { listOf, mapping, same, within, type Mapping } from '../../conversion/mapping.ts';
import { durationText } from './duration-text.ts';
import { shownWithin } from './shown.ts';

/** What is there and empty means something in both versions. */
const stays = { hubKeepsEmpty: true, oldKeepsEmpty: true } as const;

/** `controlPlaneEndpoint`: v1beta1 shows it even while nothing is known. */
export const controlPlaneEndpoint: Mapping = within(
  'controlPlaneEndpoint',
  'controlPlaneEndpoint',
  mapping(same(shownInOld(''), 'host'), same(shownInOld(0), 'port')),
  { oldAlways: true },
);

/** What a Docker cluster is configured with, under its own kind or as a backend. */
export const dockerCluster: Mapping = mapping(
  same(failureDomains, 'failureDomains'),
  shownWithin(
    'loadBalancer',
    mapping(
      same(nonZero, 'imageRepository', 'imageTag'),
      within('customHAProxyConfigTemplateRef', 'customHAProxyConfigTemplateRef', same(nonZero, 'name'), stays),
    ),
  ),
);

/** What a container that stands for a machine is configured with. */
export const container: Mapping = mapping(
  same(nonZero, 'customImage'),
  same(kept, 'preLoadImages'),
  same(listOf(mapping(same(nonZero, 'containerPath', 'hostPath'), same(nonZero, 'readOnly'))), 'extraMounts'),
);

/** What a Docker machine is configured with, under its own kind or as a backend. */
export const dockerMachine: Mapping = mapping(container, same(durationText(), 'bootstrapTimeout'));

const part = (name: string): Mapping =>
  within(
    name,
    name,
    shownWithin('provisioning', mapping(same(durationText({ always: true }), 'startupDuration'), same(nonZero, 'startupJitter'))),
    stays,
  );

/** Backend of a DevCluster; an empty one still says which it is. */
export const clusterBackend: Mapping = shownWithin(
  'backend',
  mapping(within('docker', 'docker', dockerCluster, stays), within('inMemory', 'inMemory', mapping(), stays)),
);

/** Backend of a DevMachine; an empty one still says which it is. */
export const machineBackend: Mapping = shownWithin(
  'backend',
  mapping(
    within('docker', 'docker', dockerMachine, stays),
    within('inMemory', 'inMemory', mapping(part('vm'), part('node'), part('apiServer'), part('etcd')), stays),
  ),
);
