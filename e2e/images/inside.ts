// In the private world: an engine, a base and the images, a real API server, and one provider after another from its image.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { worldFolder } from '../docker-engine/private-world.ts';
import { startEngine, type Engine } from '../docker-engine/start-engine.ts';
import { deniedRequests } from '../harness/denied-requests.ts';
import { kubectlWith } from '../harness/kubectl.ts';
import { apps, repository } from '../harness/sandbox.ts';
import { findBinaries } from '../real-apiserver/binaries.ts';
import { startRealApiServer } from '../real-apiserver/start.ts';
import { importBase } from './debian-base.ts';
import { render } from './deployment.ts';
import { tryProvider, type Figures } from './try-provider.ts';

const base = 'localhost/capi-base/nodejs:local';
const folder = worldFolder();

function buildImages(engine: Engine): void {
  importBase(folder, engine, base);
  const { status } = spawnSync(process.execPath, ['--conditions=@capi/source', 'tools/images/run.ts', `--base=${base}`], {
    cwd: repository,
    env: { ...process.env, ...engine.environment },
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('the images could not be built; messages are above');
}

/** Of every provider the base, or one overlay. */
async function tryProviders(engine: Engine, kubeconfig: string, overlay = ''): Promise<void> {
  const kubectl = kubectlWith(kubeconfig);
  const rendered = apps.map((app) => ({ app, ...render(join(overlay, app)) }));
  // All before the first starts: each watches kinds of the others.
  for (const { app, manifest } of rendered) {
    const { code, stderr } = await kubectl.attempt(['apply', '--server-side', '-f', '-'], manifest);
    if (code !== 0) throw new Error(`deploy/${join(overlay, app)} cannot be applied: ${stderr.trim()}`);
  }
  for (const { app, deployment } of rendered) {
    const name = join(overlay, app);
    try {
      console.log(`${name.padEnd(51)} ${describe(await tryProvider(deployment, engine, kubeconfig, join(folder, 'pods', name)))}`);
    } catch (error) {
      fail(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
const describe = ({ imageBytes, startSeconds, stopSeconds, residentBytes }: Figures): string =>
  [
    `image ${megabytes(imageBytes)}`,
    `ready after ${startSeconds.toFixed(2)} s with ${megabytes(residentBytes)} of memory`,
    `ended in ${stopSeconds.toFixed(2)} s`,
  ].join(', ');

/** Commands that are no provider: their image must at least say what they do. */
function tryCommands(engine: Engine): void {
  const label = 'label=org.opencontainers.image.title=clusterctl';
  for (const image of engine.docker('image', 'ls', `--filter=${label}`, '--format={{.Repository}}:{{.Tag}}').split('\n').filter(Boolean)) {
    const before = performance.now();
    engine.docker('run', '--rm', '--read-only', '--network=none', '--cap-drop=ALL', '--security-opt=no-new-privileges', image, '--help');
    console.log(`${image} answers --help in ${((performance.now() - before) / 1000).toFixed(2)} s`);
  }
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

const binaries = findBinaries();
if (typeof binaries === 'string') throw new Error(binaries);
const engine = await startEngine(folder);
try {
  buildImages(engine);
  tryCommands(engine);
  const server = await startRealApiServer(binaries);
  try {
    await tryProviders(engine, server.kubeconfig);
    // Certificates of a provider's own making, in a container that can write to no disk.
    await tryProviders(engine, server.kubeconfig, 'overlays/without-cert-manager');
    const denied = deniedRequests(server.auditLog);
    if (denied.length > 0) fail(`providers asked for what their roles do not allow:\n${denied.join('\n')}`);
  } finally {
    await server.stop();
  }
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
} finally {
  await engine.stop();
}
