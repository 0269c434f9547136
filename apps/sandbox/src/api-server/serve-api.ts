import { readFileSync } from 'node:fs';

import { clientCertificates, createApiServer, sqliteStore } from '@capi/apiserver';
import { createLog, createProblemLog, pinoSink, systemClock, systemRandom } from '@capi/controller-runtime';
import { aborted } from '@capi/seams';

import { openAuditLog } from './audit-log.ts';
import { noContainers } from './no-containers.ts';
import { podLogs } from './pod-logs.ts';
import type { ApiServerSettings } from './settings.ts';

/** The API server process of the sandbox: serves until the signal. What it acknowledged is on disk. */
export async function serveApi(settings: ApiServerSettings, signal: AbortSignal): Promise<number> {
  const clock = systemClock();
  const log = createLog(pinoSink({ format: 'text', verbosity: { level: 0 }, clock }));
  const audit = settings.auditLog === undefined ? undefined : openAuditLog(settings.auditLog, createProblemLog(clock, log), log);
  const server = createApiServer({
    clock,
    log,
    random: systemRandom(),
    store: sqliteStore(settings.database),
    authenticate: clientCertificates,
    authorize: 'roles',
    ...(audit === undefined ? {} : { onRequest: (request) => audit.record(request) }),
  });
  for (const route of [podLogs(settings.logsFolder), ...noContainers]) server.extend(route);
  await server.listen({
    host: '127.0.0.1',
    port: settings.port,
    tls: {
      key: readFileSync(settings.serverKeyFile, 'utf8'),
      cert: readFileSync(settings.serverCertificateFile, 'utf8'),
      clientCa: readFileSync(settings.authorityFile, 'utf8'),
    },
  });
  await aborted(signal);
  await server.close();
  audit?.close();
  return 0;
}
