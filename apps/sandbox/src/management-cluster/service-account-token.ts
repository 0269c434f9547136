import { kubeconfigTransport } from '@capi/controller-runtime';
import { terminal } from '@capi/seams';

/**
 * A fresh token of a service account, printed for a kubeconfig that asks this command for credentials.
 * @param args a kubeconfig that may ask for the token, the namespace, and the name of the account
 * @returns an `ExecCredential` as JSON, with the time at which the token runs out
 */
export async function serviceAccountToken(args: readonly string[], signal: AbortSignal): Promise<string> {
  const [kubeconfig = '', namespace = '', name = ''] = args;
  const transport = await kubeconfigTransport(kubeconfig);
  try {
    const response = await transport.send(
      {
        method: 'POST',
        path: `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`,
        headers: { accept: 'application/json', 'content-type': 'application/json' },
        body: JSON.stringify({ apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 3600 } }),
      },
      signal,
    );
    const text = await response.text();
    if (response.status !== 201) {
      const why = `the API server answered ${response.status}`;
      throw terminal({ action: 'ask for a token', object: `ServiceAccount ${namespace}/${name}`, why, hint: 'is it still there?' });
    }
    const { status } = JSON.parse(text) as { status: { token: string; expirationTimestamp: string } };
    return JSON.stringify({ apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status });
  } finally {
    await transport.close();
  }
}
