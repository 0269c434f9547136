import { createServer, type AddressInfo } from 'node:net';

import { runToEnd } from './run-to-end.ts';

const running = { cwd: '/', environment: {}, passedThrough: false, last: 'SIGTERM' } as const;
describe('a command', () => {
  test('runs to its end, and what it printed is kept', async () => {
    const { signal } = new AbortController();
    const command = ['sh', '-c', 'echo one; echo two >&2; exit 3'] as const;
    expect(await runToEnd(command, running, signal)).toEqual({ code: 3, stdout: 'one\n', stderr: 'two\n' });
  });

  test('does not begin when this process was asked to end already', async () => {
    const { stdout } = await runToEnd(['sh', '-c', 'sleep 600; echo one'], running, AbortSignal.abort());
    expect(stdout).toBe('');
  });

  test('ends with what it has started when this process is asked to end', async () => {
    const asked = new AbortController();
    const heard = Promise.withResolvers<void>();
    const server = createServer((socket) => heard.resolve(void socket.destroy()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const script = `require('node:child_process').spawn('sleep', ['600'], { stdio: 'inherit' });
      require('node:net').connect(${port}, '127.0.0.1');`;
    const done = runToEnd([process.execPath, '--eval', script], running, asked.signal);
    await heard.promise;
    asked.abort();
    // What it has started could print, so it is over for both.
    expect(await done).toMatchObject({ code: null });
    await new Promise((resolve) => server.close(resolve));
  });
});
