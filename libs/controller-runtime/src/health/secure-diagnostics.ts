import type { IncomingMessage } from 'node:http';
import type { ServerOptions } from 'node:https';

import type { Transport } from '../transport/transport.ts';
import type { Answer, Handler } from './listen.ts';
import { selfSigned } from './self-signed.ts';
import { tlsOptions, type TlsSettings } from './tls-options.ts';

const unauthorized: Answer = { status: 401, body: 'Unauthorized\n' };

/**
 * Lets through who shows a bearer token that the API server knows (TokenReview) and whose owner may do this here
 * (SubjectAccessReview on the non-resource path). The certificate is made up on the spot: scrapers do not verify it.
 */
export async function secureDiagnostics(
  handler: Handler,
  transport: Transport,
  settings: TlsSettings,
): Promise<{ readonly handler: Handler; readonly tls: ServerOptions }> {
  const { cert, key } = await selfSigned();
  const tls: ServerOptions = { cert, key, ...tlsOptions(settings) };
  const guarded: Handler = async (request, path) => {
    const user = await whoIs(request, transport);
    if (user === undefined) return unauthorized;
    const allowed = await mayVisit(user, request, path, transport);
    return allowed ? handler(request, path) : { status: 403, body: 'Forbidden\n' };
  };
  return { handler: guarded, tls };
}

interface User {
  readonly username?: string;
  readonly groups?: readonly string[];
  readonly uid?: string;
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

async function whoIs(request: IncomingMessage, transport: Transport): Promise<User | undefined> {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) return undefined;
  const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec: { token } };
  const answer = await ask<{ authenticated?: boolean; user?: User }>(transport, '/apis/authentication.k8s.io/v1/tokenreviews', review);
  return answer?.authenticated === true ? answer.user : undefined;
}

async function mayVisit(user: User, request: IncomingMessage, path: string, transport: Transport): Promise<boolean> {
  const { username: name, groups, uid, extra } = user;
  const nonResourceAttributes = { path, verb: (request.method ?? 'GET').toLowerCase() };
  const review = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SubjectAccessReview',
    spec: { user: name, groups, uid, extra, nonResourceAttributes },
  };
  const answer = await ask<{ allowed?: boolean }>(transport, '/apis/authorization.k8s.io/v1/subjectaccessreviews', review);
  return answer?.allowed === true;
}

/** The status of a review; undefined when the API server did not take it. */
async function ask<S>(transport: Transport, path: string, review: unknown): Promise<S | undefined> {
  const headers = { accept: 'application/json', 'content-type': 'application/json' };
  const never = new AbortController().signal; // the transport gives up by itself
  const response = await transport.send({ method: 'POST', path, headers, body: JSON.stringify(review) }, never);
  const text = await response.text();
  return response.status < 300 ? (JSON.parse(text) as { status?: S }).status : undefined;
}
