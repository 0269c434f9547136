import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { seededRandom } from '@capi/seams';

import { deleteCluster, endStateAfter, type EndState } from '../harness/end-state.ts';
import { startFaultyProxy, type FaultyProxy, type Refusal } from '../harness/faulty-proxy.ts';
import { freePortBlock } from '../harness/free-ports.ts';
import { kubectlWith, type Kubectl } from '../harness/kubectl.ts';
import { logLinesOf, reportLines, type LogLines } from '../harness/log-lines.ts';
import { startManagementApi, type ManagementApi } from '../harness/management-api.ts';
import type { Json } from '../harness/observed.ts';
import { apps, repository, startSandbox, type RunningSandbox } from '../harness/sandbox.ts';
import { describeStory } from '../harness/story.ts';

/** What the fault works on. */
interface World {
  readonly api: ManagementApi;
  readonly proxy: FaultyProxy;
  readonly sandbox: RunningSandbox;
  /** As an administrator, past the proxy. */
  readonly kubectl: Kubectl;
  /** Milliseconds by which the wall clocks of all providers are ahead. */
  readonly setClocks: (ahead: number) => void;
}

interface Fault {
  readonly fault: string;
  /** What a line of a log says of it. */
  readonly said: RegExp;
  /** Puts the fault there and takes it away again. */
  readonly strike: (world: World) => Promise<void>;
}

/** How long the API server is gone: long enough for leaders to lose their leases. */
const outage = Number(process.env['CAPI_E2E_OUTAGE_SECONDS'] ?? 12) * 1000;
/** How long other faults last. */
const spell = Number(process.env['CAPI_E2E_FAULT_SECONDS'] ?? 6) * 1000;
/** Errors and warnings that a process may log of one fault: one for each way in which it shows, and those of its new start. */
const mostTroubles = 10;
const minute = 60_000;

/** Answers this share of the requests with one of `refusals` for a while. */
async function refuseSome({ proxy }: World, share: number, ...refusals: readonly Refusal[]): Promise<void> {
  const random = seededRandom(5);
  proxy.refuse = () => (random.next() < share ? refusals[Math.floor(random.next() * refusals.length)] : undefined);
  // Those that are open already are asked for anew, too.
  proxy.cut();
  await sleep(spell);
  proxy.refuse = undefined;
}

const faults: readonly Fault[] = [
  {
    fault: 'an API server that is gone',
    said: /cannot talk to https/,
    async strike({ proxy }) {
      await proxy.goAway();
      await sleep(outage);
      await proxy.comeBack();
    },
  },
  {
    fault: 'connections that are cut every few seconds',
    said: /cannot talk to https/,
    async strike({ proxy }) {
      for (let passed = 0; passed < spell; passed += 1500) {
        proxy.cut();
        await sleep(1500);
      }
    },
  },
  {
    fault: 'a burst of 429',
    said: /answered 429/,
    strike: (world) => refuseSome(world, 0.7, { status: 429, headers: { 'retry-after': '1' } }),
  },
  {
    fault: 'a burst of 5xx',
    said: /answered 50\d/,
    strike: (world) =>
      refuseSome(
        world,
        0.5,
        ...[500, 502, 503, 504].map((status) => ({
          status,
          body: '<html>this is not the API server</html>',
          headers: { 'content-type': 'text/html' },
        })),
      ),
  },
  {
    fault: 'webhooks of which nobody answers',
    said: /failed calling webhook|failed to call webhook/,
    async strike({ kubectl }) {
      const nobody = await freePortBlock(1);
      const restore = await redirectWebhooks(kubectl, 'capi-', nobody);
      await sleep(spell);
      await restore();
    },
  },
  {
    fault: 'tokens that expired',
    said: /answered 401|Unauthorized/,
    async strike({ proxy }) {
      const old = new Set<string | undefined>();
      const status = { kind: 'Status', apiVersion: 'v1', reason: 'Unauthorized', message: 'Unauthorized', code: 401 };
      const refusal = { status: 401, headers: { 'content-type': 'application/json' }, body: JSON.stringify(status) };
      const until = performance.now() + spell;
      // For a while none is good; after that those are which nobody had before.
      proxy.refuse = ({ token }) => {
        if (token === undefined) return undefined;
        if (performance.now() < until) old.add(token);
        return old.has(token) ? refusal : undefined;
      };
      proxy.cut();
      await sleep(spell);
    },
  },
  {
    fault: 'clocks that jump',
    said: /The clock jumped/,
    async strike({ setClocks }) {
      // Not further behind than bootstrap tokens live: the workload cluster, whose clock is right, would not take those made meanwhile.
      for (const ahead of [60 * minute, -10 * minute, 0]) {
        setClocks(ahead);
        await sleep(spell / 3);
      }
    },
  },
];

describeStory('a fault between the providers and the API server', () => {
  let world: World;
  let logs: LogLines;
  let reference: EndState;
  const folder = mkdtempSync(join(tmpdir(), 'capi-e2e-clock-'));
  const clockFile = join(folder, 'ahead');

  const stops: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    const api = await startManagementApi();
    stops.push(() => api.stop());
    const proxy = await startFaultyProxy(api.kubeconfig);
    stops.push(() => proxy.stop());
    const sandbox = await startSandbox(['--no-quick-start'], undefined, {
      kubeconfig: proxy.kubeconfig,
      environment: {
        CAPI_E2E_CLOCK: clockFile,
        NODE_OPTIONS: `--disable-warning=ExperimentalWarning --import=${join(repository, 'e2e/harness/movable-clock.ts')}`,
      },
    });
    stops.push(() => sandbox.stop());
    const kubectl = kubectlWith(api.kubeconfig);
    const setClocks = (ahead: number): void => {
      writeFileSync(clockFile, String(ahead));
      for (const app of apps) process.kill(sandbox.pidOf(app), 'SIGUSR2');
    };
    world = { api, proxy, sandbox, kubectl, setClocks };
    logs = logLinesOf(sandbox.dataDir);
    reference = await endStateAfter(kubectl, 'without-faults', () => Promise.resolve());
  });
  afterAll(async () => {
    for (const stop of stops.toReversed()) await stop();
    rmSync(folder, { recursive: true });
  });

  describe.each(faults)('$fault', ({ fault, said, strike }) => {
    const namespace = fault.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase();

    test('makes no difference in the end', async () => {
      logs.mark();
      expect(await endStateAfter(world.kubectl, namespace, () => strike(world), reference)).toEqual(reference);
    });

    test('is told in few lines', () => {
      reportLines(fault, logs);
      const troubles = logs.processes.map((name) => logs.troubles(name));
      expect(troubles.filter((lines) => lines.length > mostTroubles)).toEqual([]);
      expect(logs.processes.flatMap((name) => logs.all(name)).filter((line) => said.test(line))).not.toEqual([]);
    });

    test('leaves nothing behind when the cluster is deleted', () => deleteCluster(world.kubectl, namespace));
  });
});

interface WebhookConfiguration extends Json {
  readonly metadata: { readonly name: string };
  readonly webhooks?: readonly { readonly clientConfig: { readonly url: string } }[];
}

/** Points the webhooks of the configurations that begin so to another port. Answers how to put them back. */
async function redirectWebhooks(kubectl: Kubectl, prefix: string, port: number): Promise<() => Promise<void>> {
  const found = await kubectl.items<WebhookConfiguration>('get', 'mutatingwebhookconfigurations,validatingwebhookconfigurations');
  const mine = found.filter(({ metadata }) => metadata.name.startsWith(prefix));
  const patch = async (urlOf: (url: string) => string): Promise<void> => {
    for (const { kind, metadata, webhooks = [] } of mine) {
      const changes = webhooks.map(({ clientConfig }, index) => ({
        op: 'replace',
        path: `/webhooks/${index}/clientConfig/url`,
        value: urlOf(clientConfig.url),
      }));
      await kubectl('patch', String(kind), metadata.name, '--type=json', '-p', JSON.stringify(changes));
    }
  };
  await patch((url) => url.replace(/:\d+\//, `:${port}/`));
  return () => patch((url) => url);
}
