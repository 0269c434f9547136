import { at, listIn, put } from '../json.ts';
import type { Mapping } from '../mapping.ts';

const texts = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const portOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 65_536 ? value : undefined;

/**
 * Where the API server is reached: `status.apiEndpoints` in v1alpha2, of which the first one counts, `spec.controlPlaneEndpoint` today.
 * An endpoint without a host is not shown, since v1alpha2 took any entry for the one to use; it comes back from what was remembered.
 */
export const apiEndpoints: Mapping = {
  up(old, hub, known) {
    const first = listIn(at(old, 'status.apiEndpoints'))?.[0];
    const before = at(known.remembered, 'spec.controlPlaneEndpoint');
    const [host, port] = [texts(at(first, 'host')), portOf(at(first, 'port'))];
    if (host !== undefined || port !== undefined) {
      put(hub, 'spec.controlPlaneEndpoint.host', host);
      put(hub, 'spec.controlPlaneEndpoint.port', port);
    } else if (at(before, 'host') === undefined) {
      put(hub, 'spec.controlPlaneEndpoint', before);
    }
  },
  down(hub, old) {
    const host = texts(at(hub, 'spec.controlPlaneEndpoint.host'));
    if (host !== undefined) put(old, 'status.apiEndpoints', [{ host, port: at(hub, 'spec.controlPlaneEndpoint.port') ?? 0 }]);
  },
};
