import { defaultKubeadmControlPlane, KubeadmControlPlane } from '@capi/api';
import { createClient, kubeconfigTransport } from '@capi/controller-runtime';

import { apiServerKind, type RunningSandbox } from '../harness/sandbox.ts';
import { processFigures } from './process-figures.ts';
import { atMost, atQuantile, atRate, webhookClient, type WebhookClient } from './webhook-load.ts';
import { aControlPlane, admissionReview, aMachine, conversionReview } from './webhook-reviews.ts';

const rate = 200;
const seconds = 10;
const connections = 8;
const listed = 1000;
const never = new AbortController().signal;

/** A kind of request, and the process that answers it. */
interface Question {
  readonly what: string;
  readonly app: 'core' | 'kubeadm-control-plane';
  readonly path: string;
  readonly review: string;
}

function questions(): readonly Question[] {
  const machine = aMachine('m');
  const control = aControlPlane('cp');
  const defaulted = defaultKubeadmControlPlane(control);
  const core = { app: 'core' } as const;
  const controlPlane = { app: 'kubeadm-control-plane' } as const;
  const machinePath = 'cluster-x-k8s-io-v1beta2-machine';
  const controlPath = 'controlplane-cluster-x-k8s-io-v1beta2-kubeadmcontrolplane';
  return [
    { ...core, what: 'convert a Machine to v1beta1', path: '/convert', review: conversionReview([machine]) },
    { ...controlPlane, what: 'convert a KubeadmControlPlane to v1beta1', path: '/convert', review: conversionReview([control]) },
    { ...core, what: 'default a Machine', path: `/mutate-${machinePath}`, review: admissionReview(machine, machine) },
    { ...core, what: 'validate a Machine', path: `/validate-${machinePath}`, review: admissionReview(machine, machine) },
    { ...controlPlane, what: 'default a KubeadmControlPlane', path: `/mutate-${controlPath}`, review: admissionReview(control, control) },
    {
      ...controlPlane,
      what: 'validate a KubeadmControlPlane',
      path: `/validate-${controlPath}`,
      review: admissionReview(control, defaulted),
    },
  ];
}

/** How fast the webhook servers answer, over HTTPS as the API server asks them; one process each. */
export async function benchWebhooks(sandbox: RunningSandbox): Promise<void> {
  const clients = {
    core: webhookClient(sandbox.webhooks('core'), connections),
    'kubeadm-control-plane': webhookClient(sandbox.webhooks('kubeadm-control-plane'), connections),
  };
  try {
    for (const question of questions()) await measure(question, clients[question.app], sandbox.pidOf(question.app));
    await measureList(clients['kubeadm-control-plane'], sandbox.pidOf('kubeadm-control-plane'));
  } finally {
    for (const client of Object.values(clients)) client.close();
  }
  await listThroughApiServer(sandbox);
}

async function measure({ what, path, review }: Question, client: WebhookClient, pid: number): Promise<void> {
  let sent = 0;
  const send = (): Promise<string> => {
    sent += 1;
    return client.post(path, review);
  };
  const started = performance.now();
  await send();
  const first = performance.now() - started;
  // Connections and compilation are paid for by now; those of an API server live for hours.
  await atMost(connections, 1, send);
  const [cpu, before] = [cpuOf(pid), sent];
  const most = await atMost(connections, 3, send);
  const perRequest = ((cpuOf(pid) - cpu) * 1000) / (sent - before);
  const latencies = await atRate(rate, seconds, send);
  const [p50, p99] = [0.5, 0.99].map((q) => atQuantile(latencies, q).toFixed(2));
  console.log(
    `${what}: p50 ${p50} ms, p99 ${p99} ms at ${rate} a second; at most ${most.toFixed(0)} a second; ` +
      `${perRequest.toFixed(2)} ms of CPU each; the first took ${first.toFixed(1)} ms`,
  );
}

const cpuOf = (pid: number): number => processFigures(pid)?.cpuSeconds ?? 0;

async function measureList(client: WebhookClient, pid: number): Promise<void> {
  const review = conversionReview(Array.from({ length: listed }, (_, at) => aControlPlane(`cp-${at}`)));
  for (const attempt of ['first', 'second', 'third']) {
    const [cpu, started] = [cpuOf(pid), performance.now()];
    const answer = await client.post('/convert', review);
    const took = performance.now() - started;
    console.log(
      `convert ${listed} KubeadmControlPlanes in one review, ${attempt} time: ${took.toFixed(0)} ms, ` +
        `${((cpuOf(pid) - cpu) * 1000).toFixed(0)} ms of CPU; ${megabytes(review)} there, ${megabytes(answer)} back`,
    );
  }
}

const megabytes = (text: string): string => `${(text.length / 1e6).toFixed(1)} MB`;

async function listThroughApiServer({ kubeconfig }: RunningSandbox): Promise<void> {
  const transport = await kubeconfigTransport(kubeconfig);
  try {
    const client = createClient({ transport });
    const names = Array.from({ length: listed }, (_, at) => `cp-${at}`);
    const started = performance.now();
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (let name = names.pop(); name !== undefined; name = names.pop())
          await client.create(KubeadmControlPlane, aControlPlane(name), never);
      }),
    );
    const created = performance.now() - started;
    console.log(`${listed} KubeadmControlPlanes created, each defaulted and validated: ${(created / 1000).toFixed(1)} s`);
    const path = '/apis/controlplane.cluster.x-k8s.io/v1beta1/namespaces/default/kubeadmcontrolplanes';
    for (const attempt of ['first', 'second']) {
      const asked = performance.now();
      const response = await transport.send({ method: 'GET', path, headers: { accept: 'application/json' } }, never);
      const { items } = JSON.parse(await response.text()) as { items: readonly unknown[] };
      console.log(
        `${items.length} of them listed as v1beta1 by the ${apiServerKind} API server, ${attempt} time: ${(performance.now() - asked).toFixed(0)} ms`,
      );
    }
  } finally {
    await transport.close();
  }
}
