import { spawn } from 'node:child_process';

import type { CommandResult } from './kubectl.ts';

/** Runs a program to its end, while this process goes on: it may be what the program waits for. */
export function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv, input = ''): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: 'pipe' });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.end(input);
  });
}
