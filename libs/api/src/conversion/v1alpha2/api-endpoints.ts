import { at, listIn, put, textIn, type Json } from '../json.ts';
import type { Mapping } from '../mapping.ts';

/**
 * `status.apiEndpoints` of whole cluster objects, which became `spec.controlPlaneEndpoint`. Only its first entry was ever used. An
 * endpoint whose host is not known yet is not shown, and comes back from what was remembered.
 */
export const apiEndpoints: Mapping = {
  up(old, hub, { remembered }) {
    const first = listIn(at(old, 'status.apiEndpoints'))?.[0];
    const before = at(remembered, 'spec.controlPlaneEndpoint');
    put(hub, 'spec.controlPlaneEndpoint', endpointOf(first) ?? (textIn(at(before, 'host')) === '' ? before : undefined));
  },
  down(hub, old) {
    const endpoint = at(hub, 'spec.controlPlaneEndpoint');
    const host = textIn(at(endpoint, 'host'));
    if (host !== '') put(old, 'status.apiEndpoints', [{ host, port: at(endpoint, 'port') ?? 0 }]);
  },
};

function endpointOf(entry: unknown): Json | undefined {
  const host = textIn(at(entry, 'host'));
  const port = at(entry, 'port');
  const given = { ...(host === '' ? {} : { host }), ...(typeof port === 'number' && port !== 0 ? { port } : {}) };
  return Object.keys(given).length === 0 ? undefined : given;
}
