/** Who asks, as `authentication.k8s.io/v1` says it. */
export interface UserInfo {
  readonly username: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

/** What a request brought to prove who it is from. */
export interface Credentials {
  /** Of a client certificate that a trusted authority signed. */
  readonly certificate?: { readonly commonName: string; readonly organizations: readonly string[] };
  readonly bearerToken?: string;
}

/**
 * Finds out who asks; undefined when the credentials are no good. The group `system:authenticated` is added by the server.
 */
export type Authenticator = (credentials: Credentials) => UserInfo | undefined | Promise<UserInfo | undefined>;

/** A request without any credentials. */
export const anonymous: UserInfo = { username: 'system:anonymous', groups: ['system:unauthenticated'] };

/** The almighty: member of `system:masters`. */
export const systemAdmin: UserInfo = { username: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] };

/** One of the controllers that a cluster brings along, as webhooks see it write. */
export const controllerUser = (name: string): UserInfo => ({
  username: `system:serviceaccount:kube-system:${name}`,
  groups: ['system:serviceaccounts', 'system:serviceaccounts:kube-system', 'system:authenticated'],
});
