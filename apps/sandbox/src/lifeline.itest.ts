import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { lifelineDescriptor } from './processes/lifeline-descriptor.ts';

/** Starts a companion, which has the same output, and lives on. */
const sandbox = `
  const stdio = ['ignore', 'inherit', 'inherit'];
  stdio[${lifelineDescriptor}] = 'pipe';
  const companion = ['--import=${new URL('lifeline.ts', import.meta.url).href}', '-e', 'console.log("here"); setInterval(() => {}, 1000)'];
  require('node:child_process').spawn(process.execPath, companion, { stdio });
`;

describe('a process of the sandbox', () => {
  test('ends when the sandbox is gone, and nobody has asked it to', async () => {
    const parent = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '-e', sandbox], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // The output ends when the last of the two has.
    const ended = once(parent.stdout, 'close');
    const [first] = (await once(parent.stdout, 'data')) as [Buffer];
    expect(first.toString()).toBe('here\n');
    parent.kill('SIGKILL');
    await ended;
    expect(parent.signalCode).toBe('SIGKILL');
  });
});
