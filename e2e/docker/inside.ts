// In the private world: an engine with the node image, a management cluster, and the stories.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { worldFolder } from '../docker-engine/private-world.ts';
import { startEngine, type Engine } from '../docker-engine/start-engine.ts';
import { repository, startSandbox, type RunningSandbox } from '../harness/sandbox.ts';
import { loadImages, type Images } from './harness/images.ts';
import { leftovers } from './harness/leftovers.ts';
import { chaptersOf, storiesVariable, type Chapter } from './harness/stories.ts';
import { pressCtrlC } from './harness/user.ts';
import { worldOf, worldVariable, type SharedWorld } from './harness/world.ts';

const folder = worldFolder();
const chapters = chaptersOf(process.env[storiesVariable] ?? '');

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const before = performance.now();
  const result = await work();
  console.log(`${what} after ${((performance.now() - before) / 1000).toFixed(1)} s`);
  return result;
}

/** Tells one story, in a process of its own, and prints what came of it when it has ended. */
async function tell(story: string, worldFile: string): Promise<void> {
  const jest = [
    '--conditions=@capi/source',
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
  ];
  const child = spawn(process.execPath, [...jest, '--config=e2e/docker/jest.config.mjs', '--runInBand', `stories/${story}\\.ts$`], {
    cwd: repository,
    env: { ...process.env, [worldVariable]: worldFile },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => printed.push(chunk));
  const code = await new Promise((resolve) => child.on('close', resolve));
  process.stdout.write(Buffer.concat(printed));
  if (code !== 0) process.exitCode = 1;
}

async function tellChapter({ stories, atOnce }: Chapter, worldFile: string): Promise<void> {
  const waiting = [...stories];
  const tellOneAfterTheOther = async (): Promise<void> => {
    for (let story = waiting.shift(); story !== undefined; story = waiting.shift()) await tell(story, worldFile);
  };
  await Promise.all(Array.from({ length: atOnce }, tellOneAfterTheOther));
}

async function tellAll(engine: Engine, sandbox: RunningSandbox, images: Images): Promise<void> {
  const { kubeconfig, auditLog } = sandbox;
  const shared: SharedWorld = { ...images, folder, engine: engine.environment, sandbox: { kubeconfig, auditLog } };
  const file = join(folder, 'world.json');
  writeFileSync(file, JSON.stringify(shared));
  for (const chapter of chapters) await timed(`${chapter.stories.join(', ')}: told`, () => tellChapter(chapter, file));
  // When the story of their end is not told.
  await pressCtrlC(shared);
  const left = await leftovers(worldOf(shared));
  if (left.length > 0) fail(`the stories left behind: ${left.join(', ')}`);
}

const engine = await timed('an engine answers', () => startEngine(folder, { networks: true }));
try {
  const images = await timed('it has the node image', () => loadImages(engine));
  const dataDir = join(folder, 'sandbox');
  mkdirSync(dataDir);
  const sandbox = await timed('a management cluster is up', () =>
    startSandbox(['--docker', '--no-quick-start'], dataDir, { environment: engine.environment }),
  );
  try {
    await tellAll(engine, sandbox, images);
  } finally {
    await sandbox.stop({ keepData: true });
  }
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
} finally {
  await engine.stop();
}
