import { buffer } from 'node:stream/consumers';

import { pack } from 'tar-stream';

import type { BootstrapPlan } from '../plan/bootstrap-plan.ts';
import { runner } from './scripts.ts';

// oxlint-disable-next-line no-restricted-globals -- archives want a date; this one is the same for every file
const mtime = new Date(0);

/**
 * The steps of a plan and the program that carries them out, as the tar archive that the starter unpacks. The same plan makes the same
 * bytes. Holds keys and tokens.
 */
export async function packSteps(plan: BootstrapPlan): Promise<Buffer> {
  const archive = pack();
  const add = (name: string, content: string | Uint8Array): void => {
    archive.entry({ name, mode: 0o600, mtime }, Buffer.from(content));
  };
  const steps = plan.steps.reveal();
  add('runner', runner);
  add('notes', plan.notes.map((note) => `${note}\n`).join(''));
  add('count', `${steps.length}\n`);
  for (const [index, { title, script, content }] of steps.entries()) {
    const folder = String(index + 1).padStart(4, '0');
    archive.entry({ name: folder, type: 'directory', mode: 0o700, mtime });
    add(`${folder}/title`, `${title}\n`);
    add(`${folder}/run`, script);
    if (content !== undefined) add(`${folder}/content`, content);
  }
  // Last, so that whoever finds it has everything.
  add('complete', '');
  archive.finalize();
  return buffer(archive);
}
