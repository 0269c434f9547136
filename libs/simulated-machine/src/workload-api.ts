import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import type { Duplex } from 'node:stream';

import type { Client } from '@capi/controller-runtime';

import type { PortForwarder } from './network/port-forward.ts';

/** The API server behind a simulated cluster: one for all its control-plane machines, as they share one etcd. */
export interface WorkloadApi {
  /** Within the process, with all rights. */
  readonly admin: Client;
  /** Answers a request that came over TLS. */
  handle(request: IncomingMessage | Http2ServerRequest, response: ServerResponse | Http2ServerResponse): void;
  /** Answers a request to switch protocols. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Who answers port-forwards; they reach it once the client was let in. */
  forwardPorts(forwarder: PortForwarder): void;
  close(): Promise<void>;
}
