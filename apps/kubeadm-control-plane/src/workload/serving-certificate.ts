import type { Duplex } from 'node:stream';
import { connect } from 'node:tls';

import { parseCertificate, renderPem } from '@capi/certificates';
import { OperationError, seconds, transient, within, type Clock, type Instant } from '@capi/seams';
import type { WorkloadConnection } from '@capi/workload-cluster';

/** How long reading one certificate may take, tunnel and handshake included. */
const timeout = seconds(15);

/**
 * When the certificate of the API server on a Node expires, read through a tunnel to its static pod.
 * @throws OperationError (transient) when nobody answers there in time
 */
export const servingCertificateExpiry =
  (clock: Clock) =>
  async (connection: WorkloadConnection, node: string, port: number, signal: AbortSignal): Promise<Instant> => {
    const pod = { namespace: 'kube-system', name: `kube-apiserver-${node}` };
    try {
      return await within(timeout, clock, signal, async (limited) =>
        readServingCertificateExpiry(await connection.portForward(pod, port, limited), limited),
      );
    } catch (error) {
      if (signal.aborted || error instanceof OperationError) throw error;
      throw transient({ action: 'read the certificate of the API server', object: `Node ${node}`, why: String(error) }, error);
    }
  };

/**
 * When the certificate of the API server at the other end of a stream expires. The certificate is only read, not trusted: what is asked
 * is when it ends, of a pod that was chosen by name.
 * @throws OperationError (transient) when there is no TLS server, or one with another certificate than an API server's
 */
async function readServingCertificateExpiry(stream: Duplex, signal: AbortSignal): Promise<Instant> {
  const { promise, resolve, reject } = Promise.withResolvers<Instant>();
  const socket = connect({ socket: stream, rejectUnauthorized: false, servername: 'kubernetes' });
  const abort = (): void => reject(signal.reason as Error);
  const failed = (why: string): void => reject(transient({ action: 'read the certificate of the API server', why }));
  signal.addEventListener('abort', abort, { once: true });
  socket.once('error', (error) => failed(error.message));
  socket.once('close', () => failed('the connection closed during the TLS handshake'));
  socket.once('secureConnect', () => {
    const certificate = parseCertificate(renderPem('CERTIFICATE', socket.getPeerCertificate().raw));
    if (certificate.commonName === 'kube-apiserver') resolve(certificate.notAfter);
    else failed(`the certificate belongs to ${certificate.commonName}, not to kube-apiserver`);
  });
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', abort);
    socket.destroy();
    stream.destroy();
  }
}
