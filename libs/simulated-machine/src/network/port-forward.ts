import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';

import { channelProtocol, channelStream } from '@capi/workload-cluster';
import { WebSocketServer } from 'ws';

import { peerOf } from '../access/guard.ts';

/** What a port-forward asks for. */
export interface PortForwardTarget {
  readonly namespace: string;
  readonly pod: string;
  readonly port: number;
}

/** Reads a port-forward request; undefined when the URL is none or asks for several ports. */
export function parsePortForward(url: string): PortForwardTarget | undefined {
  const match = /^\/api\/v1\/namespaces\/([^/]+)\/pods\/([^/]+)\/portforward\?(.*)$/.exec(url);
  if (match === null) return undefined;
  const [, namespace = '', pod = '', query = ''] = match;
  const ports = new URLSearchParams(query).getAll('ports');
  const port = Number(ports[0]);
  return ports.length === 1 && Number.isInteger(port) && port > 0 ? { namespace, pod, port } : undefined;
}

/**
 * Answers requests to switch to the port-forward protocol over WebSocket. Only administrators (client certificate with group
 * `system:masters`) may, as no weaker rights are modelled.
 * @param connect hands the near end of the tunnel to whoever listens on the pod's port; false when nobody does
 */
export function createPortForwarder(connect: (target: PortForwardTarget, tunnel: Duplex) => boolean): {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
} {
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(channelProtocol) ? channelProtocol : false),
  });
  return {
    upgrade(request, socket, head) {
      const target = parsePortForward(request.url ?? '');
      if (target === undefined) return refuse(socket, 404, 'Not Found');
      if (peerOf(request.socket as TLSSocket).kind !== 'administrator') return refuse(socket, 403, 'Forbidden');
      sockets.handleUpgrade(request, socket, head, (webSocket) => {
        const tunnel = channelStream(webSocket, { role: 'server', port: target.port });
        tunnel.on('error', () => tunnel.destroy());
        if (!connect(target, tunnel)) tunnel.destroy();
      });
    },
  };
}

const refuse = (socket: Duplex, status: number, text: string): void => {
  socket.end(`HTTP/1.1 ${status} ${text}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};
