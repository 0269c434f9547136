import { spawn } from 'node:child_process';

import { terminal } from '@capi/seams';

import { repositoryFile } from '../processes/program.ts';

/** What became of the archive that `npm run node-image` makes. */
export interface Archive {
  readonly state: 'present' | 'loaded' | 'no-archive';
  /** Names of the images in it. */
  readonly images: readonly string[];
}

/**
 * Puts what the engine lacks of the archive into it. The tool that makes the archive knows where it is and what is in it.
 * @param environment tells the tool which engine, as it tells the docker command
 */
export async function loadArchive(environment: NodeJS.ProcessEnv, signal: AbortSignal): Promise<Archive> {
  const child = spawn(
    process.execPath,
    ['--conditions=@capi/source', '--disable-warning=ExperimentalWarning', repositoryFile('tools/node-image/load.ts')],
    { cwd: repositoryFile(''), env: environment, stdio: ['ignore', 'pipe', 'pipe'], signal },
  );
  let printed = '';
  let complaints = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const last = printed.trim().split('\n').at(-1) ?? '';
  if (code !== 0) {
    throw terminal({
      action: 'load the node image',
      why: complaints.trim().split('\n').at(-1) ?? `the tool ended with exit code ${code}`,
      hint: 'npm run node-image builds it again',
    });
  }
  return JSON.parse(last) as Archive;
}
