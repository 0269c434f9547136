/** One provider as it is installed: where its webhooks are registered and what they are reached by. */
export interface Installation {
  /** What all names of the provider begin with: `capi-`. */
  readonly prefix: string;
  readonly namespace: string;
  /** Names of the CRDs that the provider installs. */
  readonly definitions: readonly string[];
  /** Address that the webhook server listens on, by which it may be called too; empty for all addresses. */
  readonly host: string;
}

/** Name of the Secret, the same that cert-manager would fill. */
export const secretName = ({ prefix }: Pick<Installation, 'prefix'>): string => `${prefix}webhook-service-cert`;
export const serviceName = ({ prefix }: Pick<Installation, 'prefix'>): string => `${prefix}webhook-service`;
export const mutatingName = ({ prefix }: Pick<Installation, 'prefix'>): string => `${prefix}mutating-webhook-configuration`;
export const validatingName = ({ prefix }: Pick<Installation, 'prefix'>): string => `${prefix}validating-webhook-configuration`;

const everywhere = ['', '0.0.0.0', '::'];

/** Names by which API servers call the webhooks. */
export function servedNames(installation: Pick<Installation, 'prefix' | 'namespace' | 'host'>): readonly string[] {
  const inNamespace = `${serviceName(installation)}.${installation.namespace}.svc`;
  return [inNamespace, `${inNamespace}.cluster.local`, ...(everywhere.includes(installation.host) ? [] : [installation.host])];
}
