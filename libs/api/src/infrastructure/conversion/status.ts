import { failureDomains, intent, shownInOld, nonZero } from '../../conversion/codecs.ts';
import { listOf, mapping, moved, same, type Mapping } from '../../conversion/mapping.ts';
import { conditions } from '../../conversion/v1beta1/conditions.ts';

/** `ready`, which became a step of initialization; the old version shows it even when it is false if `shown`. */
export const readiness = ({ shown = false }: { readonly shown?: boolean } = {}): Mapping =>
  moved('ready', 'initialization.provisioned', intent(false, { shown }));
const ready = readiness({ shown: true });

/** `status` of a DockerCluster or DevCluster. */
export const clusterStatus: Mapping = mapping(ready, same(failureDomains, 'failureDomains'), conditions);

/** Addresses of a machine. */
export const addresses: Mapping = same(listOf(same(shownInOld(''), 'type', 'address')), 'addresses');

/** `status` of a DockerMachine or DevMachine, but for the failure domain, which v1beta1 does not show. */
export const machineStatus: Mapping = mapping(ready, addresses, conditions);

/** The identity of a machine. */
export const providerID: Mapping = same(nonZero, 'providerID');
