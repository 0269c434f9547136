import { posix } from 'node:path';

import type { BindMount } from '@capi/docker-engine';
import type { DeepReadonly } from '@capi/seams';

import type { Problem } from '../problem.ts';

/** `extraMounts` of a machine. */
export type ExtraMounts = DeepReadonly<{ containerPath?: string; hostPath?: string; readOnly?: boolean }[]>;

/**
 * The mounts that a machine asks for. The host path is of the engine's host; a plain name is a volume of the engine, as upstream passes
 * it on.
 */
export function parseExtraMounts(mounts: ExtraMounts | undefined): readonly BindMount[] | Problem {
  const parsed: BindMount[] = [];
  for (const [index, { containerPath = '', hostPath = '', readOnly = false }] of (mounts ?? []).entries()) {
    const why = wrongWith(containerPath, hostPath);
    if (why !== undefined) return { problem: `extraMounts[${index}]: ${why}` };
    parsed.push({ source: hostPath, target: containerPath, readOnly });
  }
  return parsed;
}

function wrongWith(containerPath: string, hostPath: string): string | undefined {
  if (!containerPath.startsWith('/')) return `containerPath ${JSON.stringify(containerPath)} must be an absolute path`;
  if (posix.normalize(containerPath) === '/') return 'containerPath must not be the root of the container';
  if (!hostPath.startsWith('/') && !/^[A-Za-z0-9][A-Za-z0-9_.-]+$/.test(hostPath)) {
    return `hostPath ${JSON.stringify(hostPath)} must be an absolute path on the host of the engine`;
  }
  // The engine reads a mount as text that colons divide.
  return [containerPath, hostPath].some((path) => /[:\0\n]/.test(path)) ? 'paths must not contain a colon or a line break' : undefined;
}
