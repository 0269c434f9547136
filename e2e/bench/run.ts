// `npm run bench`: how long clusters take, what they cost the API, and where the time goes. Figures, no verdict.
//   [CAPI_E2E_API=real] npm run bench -- [one] [many] [webhooks] [--clusters=20]
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { apps, startSandbox, type RunningSandbox } from '../harness/sandbox.ts';
import { auditPosition, countConflicts, countRequests, readRequests } from './audit.ts';
import { controllersIn, quantile } from './histogram.ts';
import { benchManifest } from './manifest.ts';
import { processFigures } from './process-figures.ts';
import { untilRunning } from './until-running.ts';
import { benchWebhooks } from './webhooks.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { clusters: { type: 'string', default: '20' } },
});
const wanted = positionals.length === 0 ? ['one', 'many'] : positionals;

if (wanted.includes('one')) await bench('one 3 + 3 cluster', one);
if (wanted.includes('many')) await bench(`${values.clusters} × (1 + 3)`, many);
if (wanted.includes('webhooks')) await bench('webhooks', benchWebhooks);

async function bench(name: string, run: (sandbox: RunningSandbox) => Promise<void>): Promise<void> {
  console.log(`\n== ${name}, ${process.env['CAPI_E2E_API'] === 'real' ? 'real kube-apiserver' : 'embedded API server'}`);
  const sandbox = await startSandbox(['--no-quick-start']);
  try {
    await untilQuiet(sandbox);
    await run(sandbox);
    await printProcesses(sandbox);
  } finally {
    await sandbox.stop();
  }
}

/** What providers do once they start, such as looking at stored versions, is no part of what is measured. */
async function untilQuiet({ auditLog }: RunningSandbox): Promise<void> {
  for (;;) {
    const from = auditPosition(auditLog);
    await sleep(2000);
    if (readRequests(auditLog, from).length === 0) return;
  }
}

async function one(sandbox: RunningSandbox): Promise<void> {
  const { kubectl } = sandbox;
  await measured(sandbox, 'create 3 + 3', 6, async () => {
    await kubectl.apply(benchManifest(['bench'], 3, 3));
    await untilRunning(sandbox.kubeconfig, { clusters: 1, machines: 6, version: 'v1.34.0' });
  });
  await idle(sandbox);
  await measured(sandbox, 'upgrade the 3-node control plane', 3, async () => {
    await kubectl('patch', 'kubeadmcontrolplane', 'bench', '--type=merge', '-p', '{"spec":{"version":"v1.34.1"}}');
    await kubectl('wait', 'kubeadmcontrolplane/bench', '--for=jsonpath={.status.versions[0].version}=v1.34.1', '--timeout=300s');
    await kubectl('wait', 'kubeadmcontrolplane/bench', '--for=jsonpath={.status.upToDateReplicas}=3', '--timeout=300s');
    await kubectl('wait', 'kubeadmcontrolplane/bench', '--for=condition=RollingOut=False', '--timeout=300s');
    await kubectl('wait', 'kubeadmcontrolplane/bench', '--for=jsonpath={.status.availableReplicas}=3', '--timeout=300s');
  });
  await measured(sandbox, 'roll 3 workers one by one', 3, async () => {
    await kubectl('patch', 'machinedeployment', 'bench', '--type=merge', '-p', '{"spec":{"template":{"spec":{"version":"v1.34.1"}}}}');
    await untilRunning(sandbox.kubeconfig, { clusters: 1, machines: 6, version: 'v1.34.1' });
  });
  await measured(sandbox, 'delete it', 6, () => kubectl('delete', 'cluster', 'bench', '--timeout=300s'));
}

async function many(sandbox: RunningSandbox): Promise<void> {
  const count = Number(values.clusters);
  const names = Array.from({ length: count }, (_, index) => `bench-${index + 1}`);
  await measured(sandbox, `create ${count} × (1 + 3)`, count * 4, async () => {
    await sandbox.kubectl.apply(benchManifest(names, 1, 3));
    await untilRunning(sandbox.kubeconfig, { clusters: count, machines: count * 4, version: 'v1.34.0' });
  });
  await idle(sandbox);
}

async function measured(sandbox: RunningSandbox, what: string, machines: number, work: () => Promise<unknown>): Promise<void> {
  const from = auditPosition(sandbox.auditLog);
  const started = performance.now();
  await work();
  const seconds = (performance.now() - started) / 1000;
  // What trails behind (status of owners, events) belongs to the bill.
  await sleep(1500);
  const events = readRequests(sandbox.auditLog, from);
  const perMachine = (events.length / machines).toFixed(1);
  console.log(
    `${what}: ${seconds.toFixed(1)} s, ${perMachine} requests per Machine (${events.length} in all, ${countConflicts(events)} conflicts)`,
  );
  const byProvider = new Map<string, string[]>();
  for (const { provider, verb, resource, count } of countRequests(events)) {
    byProvider.set(provider, [...(byProvider.get(provider) ?? []), `${verb} ${resource} ${count}`]);
  }
  for (const [provider, rows] of byProvider) console.log(`  ${provider}: ${rows.join(', ')}`);
}

/** Nothing may be written while nothing changes. */
async function idle(sandbox: RunningSandbox): Promise<void> {
  await sleep(2000);
  const from = auditPosition(sandbox.auditLog);
  await sleep(15_000);
  const events = readRequests(sandbox.auditLog, from);
  console.log(
    `15 s of idling: ${events.length} requests${
      events.length > 0
        ? ` (${countRequests(events)
            .map((row) => `${row.provider} ${row.verb} ${row.resource} ${row.count}`)
            .join(', ')})`
        : ''
    }`,
  );
}

async function printProcesses(sandbox: RunningSandbox): Promise<void> {
  for (const [name, pid] of Object.entries(sandbox.pids())) {
    const figures = processFigures(pid);
    if (figures !== undefined)
      console.log(`process ${name}: ${figures.cpuSeconds.toFixed(1)} CPU seconds, ${figures.peakMebibytes.toFixed(0)} MiB at most`);
  }
  for (const app of apps) {
    const metrics = await sandbox.metrics(app);
    for (const controller of controllersIn(metrics)) {
      const at = (q: number): string =>
        `${((quantile(metrics, 'controller_runtime_reconcile_time_seconds', q, controller) ?? 0) * 1000).toFixed(1)} ms`;
      console.log(`reconcile ${controller}: p50 ${at(0.5)}, p99 ${at(0.99)}`);
    }
  }
}
