import { printKey } from '@capi/api';
import {
  createCache,
  createClient,
  httpsTransport,
  rateLimit,
  withRateLimit,
  withUserAgent,
  type ClusterAccess,
  type Log,
  type Transport,
} from '@capi/controller-runtime';
import { seconds, secret, type Clock, type Random } from '@capi/seams';

import type { OpenAccess } from './access.ts';

/** How this process shows itself to workload clusters, and how much it asks of each. */
export interface HttpsAccessOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** `<controller name>/<version>`, as towards the management cluster. */
  readonly userAgent: string;
  /** Limit for each cluster by itself: `--clustercache-client-qps` and `-burst`. */
  readonly rateLimit: { readonly qps: number; readonly burst: number };
  /** Around what is sent, such as `runtime.fence`: lets writes out only while this process leads. Absent: all are sent. */
  readonly fence?: (transport: Transport) => Transport;
  /** Freeze what is cached. Default false. */
  readonly development?: boolean;
}

/** How long a request to a workload cluster may wait for its answer's head; as upstream. */
const requestTimeout = seconds(10);

/** Reaches workload clusters over TLS, each over a connection of its own. */
export function httpsAccess(options: HttpsAccessOptions): OpenAccess {
  const { clock, random, log, userAgent, rateLimit: limit, fence, development = false } = options;
  return (config, cluster) => {
    const { token, clientCertificate, clientKey } = config;
    const where: ClusterAccess = {
      server: config.server,
      ...(config.certificateAuthority === undefined ? {} : { ca: config.certificateAuthority }),
      ...(config.insecureSkipTlsVerify === undefined ? {} : { insecureSkipTLSVerify: config.insecureSkipTlsVerify }),
      ...(config.tlsServerName === undefined ? {} : { tlsServerName: config.tlsServerName }),
      ...(clientCertificate === undefined || clientKey === undefined
        ? {}
        : { certificate: { cert: clientCertificate, key: secret(clientKey) } }),
      ...(token === undefined ? {} : { token: () => Promise.resolve(secret(token)) }),
    };
    const https = httpsTransport(where, { connectTimeout: requestTimeout, headTimeout: requestTimeout });
    const transport = withUserAgent(withRateLimit(fence?.(https) ?? https, rateLimit({ ...limit, clock })), userAgent);
    const name = printKey(cluster);
    const cache = createCache({ transport, clock, random: random.fork(`cache of ${name}`), log: log.with({ Cluster: name }), development });
    return {
      transport,
      cache,
      client: createClient({ transport, observer: cache.observer }),
      async close() {
        await cache.close();
        await transport.close();
      },
    };
  };
}
