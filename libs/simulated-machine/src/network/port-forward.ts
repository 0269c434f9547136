import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import { channelProtocol, channelStream, portForwardProtocol, servePortForwards, spdyUpgrade } from '@capi/workload-cluster';
import { WebSocketServer } from 'ws';

/** What a port-forward asks for. */
export interface PortForwardTarget {
  readonly namespace: string;
  readonly pod: string;
  readonly port: number;
}

/** The port in the query of a port-forward; undefined when it asks for none or for several. */
export function parsePort(url: string): number | undefined {
  const ports = new URLSearchParams(url.slice(url.indexOf('?') + 1)).getAll('ports');
  const port = Number(ports[0]);
  return ports.length === 1 && Number.isInteger(port) && port > 0 ? port : undefined;
}

/** Takes over the connection of a request for a port-forward; see {@link createPortForwarder}. */
export type PortForwarder = (
  pod: Pick<PortForwardTarget, 'namespace' | 'pod'>,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
) => void;

/**
 * Speaks with whoever was let in as an API server of Kubernetes does: WebSockets with numbered channels, and SPDY. Go's clients ask for SPDY
 * inside a WebSocket first, and for plain SPDY when they hear that there is no such thing.
 * @param connect hands the near end of the tunnel to whoever listens on the pod's port; false when nobody does
 */
export function createPortForwarder(connect: (target: PortForwardTarget, tunnel: Duplex) => boolean): PortForwarder {
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(channelProtocol) ? channelProtocol : false),
  });
  return (pod, request, socket, head) => {
    const connectTo = (port: number, tunnel: Duplex): boolean => connect({ ...pod, port }, tunnel);
    if (request.headers.upgrade?.toLowerCase() === spdyUpgrade.toLowerCase()) {
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ${spdyUpgrade}\r\nX-Stream-Protocol-Version: ${portForwardProtocol}\r\n\r\n`,
      );
      if (head.length > 0) socket.unshift(head);
      servePortForwards(socket, connectTo);
      return;
    }
    const port = parsePort(request.url ?? '');
    if (port === undefined) {
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const tunnel = channelStream(webSocket, { role: 'server', port });
      tunnel.on('error', () => tunnel.destroy());
      if (!connectTo(port, tunnel)) tunnel.destroy();
    });
  };
}
