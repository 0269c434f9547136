import { existsSync, readFileSync } from 'node:fs';

interface AuditEvent {
  readonly verb: string;
  readonly requestURI: string;
  readonly user: { readonly username: string };
  readonly annotations?: Readonly<Record<string, string>>;
}

const ofProvider = /^system:serviceaccount:cap[a-z-]+-system:/;

/**
 * What providers asked for and their roles do not allow, each once. Must be empty: roles are generated from what providers declare, so
 * that a request without permission is one without declaration.
 */
export function deniedRequests(auditLog: string): readonly string[] {
  if (!existsSync(auditLog)) return [];
  const denied = readFileSync(auditLog, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"authorization.k8s.io/decision":"forbid"'))
    .map((line) => JSON.parse(line) as AuditEvent)
    .filter(({ user }) => ofProvider.test(user.username))
    .map(({ user, verb, requestURI }) => `${user.username}: ${verb} ${requestURI}`);
  return [...new Set(denied)];
}
