import { Secret } from '@capi/api';
import type { UserInfo } from '@capi/apiserver';
import { readSecretText } from '@capi/certificates';
import type { Client } from '@capi/controller-runtime';
import { parseBootstrapToken } from '@capi/kubeadm';
import { parseInstant, type DeepReadonly, type Instant } from '@capi/seams';

/**
 * Who a bootstrap token stands for: `system:bootstrap:<id>` with the token's groups. Undefined when the secret does not match, has
 * expired, or was not made for authentication.
 * @see Kubernetes documentation, "Authenticating with Bootstrap Tokens"
 */
export function bootstrapUser(secret: DeepReadonly<Secret>, tokenSecret: string, now: Instant): UserInfo | undefined {
  const read = (key: string): string => readSecretText(secret, key) ?? '';
  const expires = parseInstant(read('expiration'));
  if (secret.type !== 'bootstrap.kubernetes.io/token') return undefined;
  if (read('token-secret') !== tokenSecret || read('usage-bootstrap-authentication') !== 'true') return undefined;
  if (expires !== undefined && expires <= now) return undefined;
  const groups = read('auth-extra-groups')
    .split(',')
    .map((group) => group.trim())
    .filter((group) => group.startsWith('system:bootstrappers:'));
  return { username: `system:bootstrap:${read('token-id')}`, groups: ['system:bootstrappers', ...groups] };
}

/** Looks up the secret of a bearer token and says who it stands for; undefined when it is no bootstrap token or no good. */
export async function authenticateBootstrapToken(
  client: Client,
  bearer: string,
  now: Instant,
  signal: AbortSignal,
): Promise<UserInfo | undefined> {
  const token = parseBootstrapToken(bearer);
  if (token === undefined) return undefined;
  // Live: tokens come and go, and this is asked once per node that joins.
  const secret = await client.get(Secret, { namespace: 'kube-system', name: `bootstrap-token-${token.id}` }, signal);
  return secret === undefined ? undefined : bootstrapUser(secret, token.secret, now);
}
