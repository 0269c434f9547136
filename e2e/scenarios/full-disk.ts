import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

import { deleteCluster, endStateAfter, type EndState } from '../harness/end-state.ts';
import { whyNoKubectl, type Kubectl } from '../harness/kubectl.ts';
import { logLinesOf, reportLines, type LogLines } from '../harness/log-lines.ts';
import { startSandbox, type RunningSandbox } from '../harness/sandbox.ts';
import { smallDisk, whyNoSmallDisk, type SmallDisk } from '../harness/small-disk.ts';
import { describeStory } from '../harness/story.ts';

const spell = Number(process.env['CAPI_E2E_FAULT_SECONDS'] ?? 6) * 1000;
const mostTroubles = 10;

describeStory(
  'a full disk under the API server and the simulated clusters',
  () => {
    let disk: SmallDisk;
    let sandbox: RunningSandbox;
    let logs: LogLines;
    let reference: EndState;
    const stops: (() => Promise<void> | void)[] = [];
    beforeAll(async () => {
      disk = smallDisk(128);
      stops.push(() => disk.remove());
      const dataDir = join(disk.folder, 'data');
      // Logs lie elsewhere: what is said of a full disk should be read.
      const logsFolder = mkdtempSync(join(tmpdir(), 'capi-e2e-logs-'));
      stops.push(() => rmSync(logsFolder, { recursive: true }));
      mkdirSync(dataDir);
      symlinkSync(logsFolder, join(dataDir, 'logs'));
      sandbox = await startSandbox(['--no-quick-start'], dataDir);
      stops.push(() => sandbox.stop());
      logs = logLinesOf(dataDir);
      reference = await endStateAfter(sandbox.kubectl, 'without-faults', () => Promise.resolve());
    });
    afterAll(async () => {
      for (const stop of stops.toReversed()) await stop();
    });

    test('makes no difference in the end', async () => {
      const { kubectl } = sandbox;
      let refused: Refused | undefined;
      logs.mark();
      const found = await endStateAfter(
        kubectl,
        'full-disk',
        async () => {
          const until = performance.now() + spell;
          disk.fill();
          refused = await writeUntilRefused(kubectl);
          expect(refused.why).toMatch(/\(InternalError\): .*the change cannot be kept: no space is left for .*api-server\.sqlite/);
          expect(await kubectl.items('get', 'namespaces')).not.toEqual([]);
          while (performance.now() < until) {
            disk.fill();
            await sleep(200);
          }
          disk.free();
        },
        reference,
      );
      expect(found).toEqual(reference);
      expect((await kubectl.items('get', 'configmaps')).map(({ metadata }) => metadata.name)).not.toContain(refused?.name);
      await kubectl('delete', 'configmaps', '--all');
    });

    test('is told in few lines', () => {
      const troubles = Object.fromEntries(logs.processes.map((name) => [name, logs.troubles(name)]));
      reportLines('a full disk', logs);
      expect(Object.values(troubles).filter((lines) => lines.length > mostTroubles)).toEqual([]);
      expect(troubles['api-server']?.filter((line) => line.includes('A change was refused, since it cannot be kept'))).toHaveLength(1);
    });

    test('leaves nothing behind when the cluster is deleted', () => deleteCluster(sandbox.kubectl, 'full-disk'));

    test('leaves a whole file: the next start goes on from it', async () => {
      await sandbox.stop({ keepData: true });
      const database = new DatabaseSync(join(sandbox.dataDir, 'api-server.sqlite'), { readOnly: true });
      expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
      database.close();
      sandbox = await startSandbox(['--no-quick-start'], sandbox.dataDir);
      await sandbox.kubectl('-n', 'without-faults', 'wait', 'cluster/demo', '--for=condition=Available', '--timeout=60s');
    });
  },
  { embeddedOnly: 'the disk under the real API server is not ours', unless: () => whyNoKubectl() ?? whyNoSmallDisk() },
);

interface Refused {
  readonly name: string;
  readonly why: string;
}

/** The database has some space within its files, which must be used up before it needs more. */
async function writeUntilRefused(kubectl: Kubectl): Promise<Refused> {
  for (let index = 0; index < 100; index += 1) {
    const name = `much-${index}`;
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { much: 'x'.repeat(900_000) } };
    const { code, stderr } = await kubectl.attempt(['create', '-f', '-'], JSON.stringify(object));
    if (code !== 0) return { name, why: stderr };
  }
  throw new Error('nothing was refused');
}
