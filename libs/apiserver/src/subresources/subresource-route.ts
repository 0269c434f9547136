import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import type { ApiRequest, ApiResponse } from '../routes/api-request.ts';
import type { Target } from '../routes/target.ts';

/** A subresource that is answered by someone else than the generic routes: `pods/log`, `pods/portforward`. */
export interface SubresourceRoute {
  /** `pods`, or plural and group: `widgets.example.com`. */
  readonly resource: string;
  /** `log` */
  readonly subresource: string;
  /** Answers ordinary requests. A StatusError that it throws goes to the client as it is. */
  readonly answer?: (target: Target, request: ApiRequest) => ApiResponse | Promise<ApiResponse>;
  /** Takes over the connection of a request that upgrades it, headers not yet answered. */
  readonly upgrade?: (target: Target, request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}
