import { timingSafeEqual } from 'node:crypto';

import type { Authenticator, UserInfo } from './user-info.ts';

/** Knows clients by their certificates: the common name is the user, the organizations are the groups. */
export const clientCertificates: Authenticator = ({ certificate }) =>
  certificate === undefined ? undefined : { username: certificate.commonName, groups: certificate.organizations };

/** Knows clients by tokens that were agreed on beforehand. */
export function staticTokens(users: ReadonlyMap<string, UserInfo>): Authenticator {
  const known = [...users].map(([token, user]) => [Buffer.from(token), user] as const);
  return ({ bearerToken }) => {
    if (bearerToken === undefined) return undefined;
    const given = Buffer.from(bearerToken);
    return known.find(([token]) => token.length === given.length && timingSafeEqual(token, given))?.[1];
  };
}

/** Asks one authenticator after the other. */
export function firstOf(...authenticators: readonly Authenticator[]): Authenticator {
  return async (credentials) => {
    for (const authenticate of authenticators) {
      const user = await authenticate(credentials);
      if (user !== undefined) return user;
    }
    return undefined;
  };
}
