import { closeSync, openSync, writeSync } from 'node:fs';

import { parseTarget, type RequestRecord, type Target } from '@capi/apiserver';
import type { Log, ProblemLog } from '@capi/controller-runtime';

export interface AuditLog {
  record(request: RequestRecord): void;
  close(): void;
}

/**
 * Appends a line per request, in the shape of a Kubernetes audit event of level Metadata, to a file readable by its owner only. Lines
 * for which there is no space are lost, and the log of the process says so: no request fails for it.
 */
export function openAuditLog(file: string, problems: ProblemLog, log: Log): AuditLog {
  const descriptor = openSync(file, 'a', 0o600);
  const subject = 'audit log';
  let isWhole = true;
  return {
    record(request) {
      // Half a line may lie there from when space ran out.
      const line = Buffer.from(`${isWhole ? '' : '\n'}${JSON.stringify(auditEvent(request))}\n`);
      isWhole = false;
      try {
        isWhole = writeSync(descriptor, line) === line.length;
      } catch (error) {
        const said = { level: 'error', message: 'Lines of the audit log are lost', values: { file } } as const;
        problems.failed({ ...said, error, subject, where: subject }, log);
      }
      if (isWhole) problems.recovered(subject);
    },
    close: () => closeSync(descriptor),
  };
}

/** What an audit log of level Metadata says of a request. */
export function auditEvent(request: RequestRecord) {
  const target = parseTarget(request.path);
  return {
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level: 'Metadata',
    stage: 'ResponseComplete',
    requestURI: request.query.size === 0 ? request.path : `${request.path}?${request.query.toString()}`,
    verb: verbOf(request, target),
    user: { username: request.user },
    userAgent: request.userAgent,
    ...(target === undefined ? {} : { objectRef: objectRef(target) }),
    responseStatus: { code: request.status },
    annotations: { 'authorization.k8s.io/decision': request.isAllowed ? 'allow' : 'forbid' },
  };
}

const writingVerbs: Readonly<Record<string, string>> = { POST: 'create', PUT: 'update', PATCH: 'patch' };

function verbOf({ method, query }: RequestRecord, target: Target | undefined): string {
  if (target === undefined) return method.toLowerCase();
  if (method === 'DELETE') return target.name === undefined ? 'deletecollection' : 'delete';
  if (method !== 'GET') return writingVerbs[method] ?? method.toLowerCase();
  if (['true', '1'].includes(query.get('watch') ?? '')) return 'watch';
  return target.name === undefined ? 'list' : 'get';
}

const objectRef = ({ group, version, plural, ...rest }: Target) => ({
  resource: plural,
  ...(group === '' ? {} : { apiGroup: group }),
  apiVersion: version,
  ...rest,
});
