// In the private world: an engine, a base and the images, a real API server, and one provider after another from its image.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { createAuthority, issueCertificate } from '@capi/certificates';
import { nodeKeySource } from '@capi/controller-runtime';
import { days, instant, later } from '@capi/seams';

import { worldFolder } from '../docker-engine/private-world.ts';
import { startEngine, type Engine } from '../docker-engine/start-engine.ts';
import { deniedRequests } from '../harness/denied-requests.ts';
import { kubectlWith } from '../harness/kubectl.ts';
import { apps, repository } from '../harness/sandbox.ts';
import { findBinaries } from '../real-apiserver/binaries.ts';
import { startRealApiServer, type RealApiServer } from '../real-apiserver/start.ts';
import { importBase } from './debian-base.ts';
import { render, type RenderedProvider } from './deployment.ts';
import { shellsIn } from './image-files.ts';
import { excess, observeProcess } from './observed-process.ts';
import { startPod } from './pod.ts';
import { untilReady } from './until-ready.ts';

const base = 'localhost/capi-base/nodejs:local';
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

function buildImages(engine: Engine): void {
  const { status } = spawnSync(process.execPath, ['--conditions=@capi/source', 'tools/images/run.ts', `--base=${base}`], {
    cwd: repository,
    env: { ...process.env, ...engine.environment },
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('the images could not be built; messages are above');
}

async function webhookCertificate({ metadata }: RenderedProvider['deployment']): Promise<Record<string, string>> {
  const keys = nodeKeySource();
  const { signal } = new AbortController();
  const now = instant(Date.now());
  const authority = await createAuthority({ now, algorithm: 'ECDSA-P256' }, keys, signal);
  const { certificate, privateKey } = await issueCertificate(
    authority,
    {
      commonName: metadata.name,
      usages: ['server'],
      dnsNames: [`${metadata.name.replace('controller-manager', 'webhook-service')}.${metadata.namespace}.svc`],
      notAfter: later(now, days(1)),
      algorithm: 'ECDSA-P256',
    },
    keys,
    signal,
  );
  return { 'ca.crt': authority.certificate, 'tls.crt': certificate, 'tls.key': privateKey };
}

async function tryProvider(app: string, { deployment }: RenderedProvider, engine: Engine, server: RealApiServer, folder: string) {
  const { metadata, spec } = deployment;
  const { containers, serviceAccountName } = spec.template.spec;
  const [{ image, command }] = containers;
  const entryPoint = JSON.parse(engine.docker('image', 'inspect', '--format={{json .Config.Entrypoint}}', image)) as unknown;
  if (command !== undefined && JSON.stringify(command) !== JSON.stringify(entryPoint))
    throw new Error(`the Deployment runs ${JSON.stringify(command)}, the image ${JSON.stringify(entryPoint)}`);
  const shells = shellsIn(image, engine, folder);
  if (shells.length > 0) throw new Error(`the image has ${shells.join(', ')}`);

  const kubectl = kubectlWith(server.kubeconfig);
  const token = (await kubectl('-n', metadata.namespace, 'create', 'token', serviceAccountName)).trim();
  const certificate = await webhookCertificate(deployment);
  const id = startPod(deployment, engine, { kubeconfig: server.kubeconfig, token, certificate, folder: join(folder, app) });
  try {
    const seconds = await untilReady(id, engine);
    const observed = observeProcess(id, engine);
    const wrong = excess(observed);
    if (wrong.length > 0) throw new Error(wrong.join('; '));
    const stopping = performance.now();
    engine.docker('stop', '--time=10', id);
    const stopped = (performance.now() - stopping) / 1000;
    const code = engine.docker('inspect', '--format={{.State.ExitCode}}', id);
    if (code !== '0') throw new Error(`it ended with exit code ${code} when it was stopped`);
    const size = Number(engine.docker('image', 'inspect', '--format={{.Size}}', image));
    console.log(
      `${image}  ${megabytes(size)}, ready after ${seconds.toFixed(2)} s with ${megabytes(observed.residentBytes)}, stopped in ${stopped.toFixed(2)} s`,
    );
  } catch (error) {
    console.error(engine.docker('logs', '--tail=40', id));
    throw error;
  } finally {
    engine.docker('rm', '--force', '--volumes', id);
  }
}

const folder = worldFolder();
const binaries = findBinaries();
if (typeof binaries === 'string') throw new Error(binaries);
const engine = await startEngine(folder);
const server = await startRealApiServer(binaries);
try {
  importBase(folder, engine, base);
  console.log(`${base}  ${megabytes(Number(engine.docker('image', 'inspect', '--format={{.Size}}', base)))}`);
  buildImages(engine);
  const rendered = apps.map((app) => [app, render(app)] as const);
  const kubectl = kubectlWith(server.kubeconfig);
  for (const [, { manifest }] of rendered) {
    const { code, stderr } = await kubectl.attempt(['apply', '--server-side', '-f', '-'], manifest);
    if (code !== 0) throw new Error(`kubectl apply failed: ${stderr.trim()}`);
  }
  for (const [app, provider] of rendered) {
    try {
      await tryProvider(app, provider, engine, server, folder);
    } catch (error) {
      console.error(`${app}: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    }
  }
  const denied = deniedRequests(server.auditLog);
  if (denied.length > 0) throw new Error(`providers asked for what their roles do not allow:\n${denied.join('\n')}`);
} finally {
  await server.stop();
  await engine.stop();
}
