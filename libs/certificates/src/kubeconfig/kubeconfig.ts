import { redactFields } from '@capi/seams';
import { parse, stringify } from 'yaml';

/** One way into one cluster: the current context of a kubeconfig. Prints without key and token. */
export interface Kubeconfig {
  /** URL of the API server. */
  readonly server: string;
  /** PEM; absent means the system's authorities. */
  readonly certificateAuthority?: string;
  readonly tlsServerName?: string;
  readonly insecureSkipTlsVerify?: boolean;
  readonly clusterName: string;
  readonly userName: string;
  readonly contextName: string;
  readonly namespace?: string;
  /** PEM. */
  readonly clientCertificate?: string;
  /** PEM. */
  readonly clientKey?: string;
  readonly token?: string;
}

/** A {@link Kubeconfig} that does not show key or token in logs, errors or JSON. */
export const kubeconfig = (fields: Kubeconfig): Kubeconfig => redactFields(fields, 'clientKey', 'token');

const encode = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : Buffer.from(text, 'utf8').toString('base64');

/** Prints a kubeconfig file with one cluster, one user and one context, which is the current one. */
export function renderKubeconfig(config: Kubeconfig): string {
  const document = {
    apiVersion: 'v1',
    clusters: [
      {
        cluster: {
          'certificate-authority-data': encode(config.certificateAuthority),
          'insecure-skip-tls-verify': config.insecureSkipTlsVerify,
          server: config.server,
          'tls-server-name': config.tlsServerName,
        },
        name: config.clusterName,
      },
    ],
    contexts: [{ context: { cluster: config.clusterName, namespace: config.namespace, user: config.userName }, name: config.contextName }],
    'current-context': config.contextName,
    kind: 'Config',
    users: [
      {
        name: config.userName,
        user: {
          'client-certificate-data': encode(config.clientCertificate),
          'client-key-data': encode(config.clientKey),
          token: config.token,
        },
      },
    ],
  };
  return stringify(document, { lineWidth: 0 });
}

/**
 * Reads the current context of a kubeconfig file. Data must be inline: a path to a certificate is not followed.
 * Throws a plain Error that says what is missing, without quoting the text.
 */
export function parseKubeconfig(text: string): Kubeconfig {
  const document = asRecord(parseQuietly(text));
  const contextName = asText(document['current-context']) ?? '';
  const context = find(document, 'contexts', contextName, 'context');
  const clusterName = asText(context['cluster']) ?? '';
  const userName = asText(context['user']) ?? '';
  const cluster = find(document, 'clusters', clusterName, 'cluster');
  const user = find(document, 'users', userName, 'user');
  const server = asText(cluster['server']);
  if (server === undefined) throw new Error(`the kubeconfig's cluster ${clusterName} has no server`);
  return kubeconfig({
    server,
    clusterName,
    userName,
    contextName,
    ...present('certificateAuthority', decode(cluster['certificate-authority-data'])),
    ...present('tlsServerName', asText(cluster['tls-server-name'])),
    ...present('insecureSkipTlsVerify', cluster['insecure-skip-tls-verify'] === true ? true : undefined),
    ...present('namespace', asText(context['namespace'])),
    ...present('clientCertificate', decode(user['client-certificate-data'])),
    ...present('clientKey', decode(user['client-key-data'])),
    ...present('token', asText(user['token'])),
  });
}

function parseQuietly(text: string): unknown {
  try {
    return parse(text, { logLevel: 'error' });
  } catch {
    // The parser's own message quotes lines of the text, which holds keys.
    throw new Error('the kubeconfig is not valid YAML');
  }
}

function find(document: Readonly<Record<string, unknown>>, list: string, name: string, entry: string): Readonly<Record<string, unknown>> {
  const items = document[list];
  const found = Array.isArray(items) ? items.map(asRecord).find((item) => item['name'] === name) : undefined;
  if (found === undefined) throw new Error(`the kubeconfig has no entry "${name}" under ${list}`);
  return asRecord(found[entry]);
}

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
const asText = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const decode = (value: unknown): string | undefined =>
  typeof value === 'string' ? Buffer.from(value, 'base64').toString('utf8') : undefined;
const present = <Key extends keyof Kubeconfig>(key: Key, value: Kubeconfig[Key] | undefined): Partial<Kubeconfig> =>
  value === undefined ? {} : { [key]: value };
