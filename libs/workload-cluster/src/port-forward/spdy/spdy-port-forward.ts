import type { Duplex } from 'node:stream';

import { spdyConnection } from './spdy-connection.ts';

/** Name of the protocol in `X-Stream-Protocol-Version`: a pair of streams for each connection to a port, one for bytes, one for a complaint. */
export const portForwardProtocol = 'portforward.k8s.io';

/** The same inside a WebSocket, as a subprotocol: what kubectl and client-go ask for first. */
export const tunnelledProtocol = `SPDY/3.1+${portForwardProtocol}`;

/** One connection to a port over a connection that speaks SPDY already. It ends with it. */
export function forwardOverSpdy(transport: Duplex, port: number): Duplex {
  const connection = spdyConnection(transport, { role: 'client' });
  const headers = { port: String(port), requestid: '0' };
  const complaint = connection.open({ streamtype: 'error', ...headers });
  const data = connection.open({ streamtype: 'data', ...headers });
  let text = '';
  complaint.on('data', (chunk: Buffer) => (text += chunk.toString()));
  complaint.on('end', () => {
    if (text !== '') data.destroy(new Error(`the port-forward failed: ${text.trim()}`));
  });
  complaint.on('error', () => undefined);
  complaint.end();
  data.once('close', () => connection.close());
  return data;
}

/**
 * The serving end: for each pair of streams, hands the near end of a tunnel to whoever listens on the port.
 * @param connect false when nobody listens there
 */
export function servePortForwards(transport: Duplex, connect: (port: number, tunnel: Duplex) => boolean): void {
  const complaints = new Map<string, Duplex>();
  spdyConnection(transport, {
    role: 'server',
    onStream(headers, stream) {
      const request = headers['requestid'] ?? '';
      stream.on('error', () => stream.destroy());
      if (headers['streamtype'] === 'error') {
        complaints.set(request, stream.resume());
        stream.once('close', () => complaints.delete(request));
        return;
      }
      const port = Number(headers['port']);
      const complaint = complaints.get(request);
      if (headers['streamtype'] === 'data' && Number.isInteger(port) && connect(port, stream)) {
        stream.once('close', () => complaint?.end());
        return;
      }
      complaint?.end(`nobody listens on port ${headers['port'] ?? '(none)'} of the pod`);
      stream.destroy();
    },
  });
}
