import type { ObjectKey } from '@capi/api';
import type { Kubeconfig } from '@capi/certificates';
import type { Cache, Client, Transport } from '@capi/controller-runtime';

/** An open way into one API server: everything that a connection is made of, and its end. */
export interface Access {
  readonly transport: Transport;
  readonly client: Client;
  readonly cache: Cache;
  /** Ends watches and connections. Does not fail. */
  close(): Promise<void>;
}

/** Opens the way that a kubeconfig describes; nothing is sent yet. Throws when the kubeconfig cannot be used. */
export type OpenAccess = (config: Kubeconfig, cluster: ObjectKey) => Access;
