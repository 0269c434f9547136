import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { nodeKeySource } from '@capi/controller-runtime';
import { milliseconds, terminal, type Clock } from '@capi/seams';

import { printSettings } from '../api-server/settings.ts';
import { prepareCredentials } from '../pki/credentials.ts';
import { choosePort } from '../ports/free-port.ts';
import type { ProcessGroup } from '../processes/process-group.ts';
import { companionOf } from '../processes/program.ts';
import { answersAt } from './answers-at.ts';
import type { ManagementCluster } from './management-cluster.ts';

/** Where the state of the API server is, in the data folder. */
export const databaseName = 'api-server.sqlite';

export interface EmbeddedOptions {
  readonly folder: string;
  readonly port: number;
  readonly auditLog: string | undefined;
}

/** Starts the embedded API server as a process of its own, kept alive by `group`, and waits until it is ready. */
export async function startEmbedded(
  options: EmbeddedOptions,
  group: ProcessGroup,
  clock: Clock,
  signal: AbortSignal,
): Promise<ManagementCluster> {
  const { folder, auditLog } = options;
  const port = await choosePort(options.port, '--api-port');
  const server = `https://127.0.0.1:${port}`;
  const credentials = await prepareCredentials(join(folder, 'pki'), nodeKeySource(), clock, signal);
  const kubeconfig = await credentials.kubeconfigOf('sandbox-admin', ['system:masters'], server, join(folder, 'management.kubeconfig'));
  mkdirSync(join(folder, 'logs'), { recursive: true, mode: 0o700 });
  const settings = printSettings({
    port,
    database: join(folder, databaseName),
    serverCertificateFile: credentials.serverCertificateFile,
    serverKeyFile: credentials.serverKeyFile,
    authorityFile: credentials.authorityFile,
    logsFolder: join(folder, 'logs', 'pods'),
    ...(auditLog === undefined ? {} : { auditLog }),
  });
  const logFile = join(folder, 'logs', 'api-server.log');
  const failed = new AbortController();
  group.start('api-server', {
    program: companionOf('sandbox', ['api-server', settings]),
    logFile,
    // One that never got ready says why in its log; starting it again would say the same.
    giveUp: (_, restarts) => {
      if (!ready && restarts === 0) failed.abort();
      return !ready;
    },
  });
  let ready = false;
  while (!ready) {
    if (failed.signal.aborted) throw terminal({ action: 'start the API server', why: 'it ended at once', hint: `its log is ${logFile}` });
    ready = await answersAt(`${server}/readyz`, credentials.authorityFile, signal);
    if (!ready) await clock.sleep(milliseconds(25), signal);
  }
  return {
    kubeconfig,
    kubeconfigOf: (namespace, serviceAccount) =>
      credentials.kubeconfigOf(
        `system:serviceaccount:${namespace}:${serviceAccount}`,
        ['system:serviceaccounts', `system:serviceaccounts:${namespace}`],
        server,
        join(folder, 'pki', `${serviceAccount}.kubeconfig`),
      ),
  };
}
