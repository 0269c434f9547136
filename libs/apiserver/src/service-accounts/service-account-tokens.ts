import { createHmac, timingSafeEqual } from 'node:crypto';

import type { Clock } from '@capi/seams';

import type { Authenticator, UserInfo } from '../authentication/user-info.ts';
import type { ObjectStorage } from '../storage/object-storage.ts';

/** The account that a token speaks for. */
export interface ServiceAccount {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}

export interface TokenOptions {
  readonly audiences?: readonly string[];
  /** Absent for a token that lives as long as its account. */
  readonly expirationSeconds?: number;
}

const defaultAudience = 'https://kubernetes.default.svc';

interface Claims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: readonly string[];
  readonly iat: number;
  readonly exp?: number;
  readonly 'kubernetes.io': { readonly namespace: string; readonly serviceaccount: { readonly name: string; readonly uid: string } };
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Issues and recognizes tokens of service accounts: signed JWTs. */
export class ServiceAccountTokens {
  readonly #key: Uint8Array;
  readonly #clock: Clock;
  readonly #storage: ObjectStorage;

  /** @param key for the signatures; whoever has it can be anyone */
  constructor(key: Uint8Array, clock: Clock, storage: ObjectStorage) {
    this.#key = key;
    this.#clock = clock;
    this.#storage = storage;
  }

  issue({ namespace, name, uid }: ServiceAccount, { audiences = [defaultAudience], expirationSeconds }: TokenOptions = {}): string {
    const iat = Math.floor(this.#clock.now() / 1000);
    const claims: Claims = {
      iss: defaultAudience,
      sub: `system:serviceaccount:${namespace}:${name}`,
      aud: audiences,
      iat,
      ...(expirationSeconds === undefined ? {} : { exp: iat + expirationSeconds }),
      'kubernetes.io': { namespace, serviceaccount: { name, uid } },
    };
    const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
    return `${signed}.${this.#sign(signed).toString('base64url')}`;
  }

  /** Whose a token is; undefined when it is not one of ours, has expired, or its account is gone. */
  readonly authenticate: Authenticator = ({ bearerToken = '' }) => {
    const claims = this.#verified(bearerToken);
    if (claims === undefined) return undefined;
    const { namespace, serviceaccount } = claims['kubernetes.io'];
    const { name, uid } = serviceaccount;
    const account = this.#storage.get('serviceaccounts', `${namespace}/${name}`);
    if (account?.object.metadata.uid !== uid) return undefined;
    return {
      username: claims.sub,
      uid,
      groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
    } satisfies UserInfo;
  };

  #verified(token: string): Claims | undefined {
    const [header, payload, signature] = token.split('.');
    if (header === undefined || payload === undefined || signature === undefined) return undefined;
    const expected = this.#sign(`${header}.${payload}`);
    const given = Buffer.from(signature, 'base64url');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
    return claims.exp === undefined || claims.exp * 1000 > this.#clock.now() ? claims : undefined;
  }

  #sign(text: string): Buffer {
    return createHmac('sha256', this.#key).update(text).digest();
  }
}
