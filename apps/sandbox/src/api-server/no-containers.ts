import type { SubresourceRoute, Target } from '@capi/apiserver';

/** What `kubectl exec`, `attach`, `cp` and `port-forward` ask for. */
const streams = ['exec', 'attach', 'portforward'];

/** Says of the pods that stand for the sandbox's processes why there is nothing to go into. */
export const noContainers: readonly SubresourceRoute[] = streams.map((subresource) => ({
  resource: 'pods',
  subresource,
  upgrade: (target, _request, socket) => void socket.end(refusal(target)),
}));

/** An answer as it goes over the wire, since the connection was to become another one. */
export function refusal({ namespace = '', name = '' }: Target): string {
  const message = `pod ${namespace}/${name} stands for a process of this machine, and is no container: its ports are on 127.0.0.1, and kubectl logs shows what it writes`;
  const body = JSON.stringify({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason: 'BadRequest',
    code: 400,
  });
  const head = [
    'HTTP/1.1 400 Bad Request',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
