import { failureDomains, intent, shownInOld, text } from '../../conversion/codecs.ts';
import { listOf, mapping, moved, same, type Mapping } from '../../conversion/mapping.ts';
import { conditions } from '../../conversion/v1beta1/conditions.ts';

const ready = moved('ready', 'initialization.provisioned', intent(false, { shown: true }));

/** `status` of a DockerCluster or DevCluster. */
export const clusterStatus: Mapping = mapping(ready, same(failureDomains, 'failureDomains'), conditions);

/** Addresses of a machine. */
export const addresses: Mapping = same(listOf(same(shownInOld(''), 'type', 'address')), 'addresses');

/** `status` of a DockerMachine or DevMachine, but for the failure domain, which v1beta1 does not show. */
export const machineStatus: Mapping = mapping(ready, addresses, conditions);

/** The identity of a machine. */
export const providerID: Mapping = same(text, 'providerID');
