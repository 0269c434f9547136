import { spawn } from 'node:child_process';
import { connect } from 'node:tls';

import { startSandbox, type RunningSandbox } from '../harness/sandbox.ts';
import { describeStory } from '../harness/story.ts';

// What upstream's control-plane provider does with the same library: its only way to etcd.
describeStory('kubectl port-forward to the etcd of a simulated cluster', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
    // The sandbox is up before it has applied the quick start.
    await sandbox.kubectl('wait', 'cluster/quick-start', '--for=create', '--timeout=60s');
    await sandbox.kubectl('wait', 'cluster/quick-start', '--for=condition=Available', '--timeout=120s');
    await sandbox.workload('quick-start');
  });
  afterAll(() => sandbox.stop());

  test.each([
    { way: 'SPDY after a WebSocket was refused, as Go does it', websockets: 'true' },
    { way: 'SPDY at once', websockets: 'false' },
  ])('works over $way', async ({ websockets }) => {
    const workload = await sandbox.workload('quick-start');
    const [etcd] = await workload.items('-n', 'kube-system', 'get', 'pods', '-l', 'component=etcd');
    const name = etcd?.metadata.name ?? '';
    const child = spawn('kubectl', ['-n', 'kube-system', 'port-forward', `pod/${name}`, ':2379', '--address=127.0.0.1'], {
      env: {
        ...process.env,
        KUBECONFIG: `${sandbox.dataDir}/default-quick-start-from-secret.kubeconfig`,
        KUBECTL_PORT_FORWARD_WEBSOCKETS: websockets,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    try {
      const port = await new Promise<number>((resolve, reject) => {
        const read = (chunk: Buffer): void => {
          printed += chunk.toString();
          const found = /Forwarding from 127\.0\.0\.1:(\d+) -> 2379/.exec(printed)?.[1];
          if (found !== undefined) resolve(Number(found));
        };
        child.stdout.on('data', read);
        child.stderr.on('data', read);
        child.on('close', () => reject(new Error(`kubectl port-forward ended: ${printed}`)));
      });
      // More than once: every connection is a pair of streams on the same session.
      for (let round = 0; round < 3; round += 1) expect(await certificateAt(port, name)).toBe(name.replace(/^etcd-/, ''));
    } catch (error) {
      throw new Error(`kubectl printed:\n${printed}`, { cause: error });
    } finally {
      child.kill();
    }
  });
});

/** Common name of the certificate that a TLS server shows to who asks for this name. */
function certificateAt(port: number, servername: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', servername, rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().subject.CN);
      socket.destroy();
    });
    socket.on('error', reject);
  });
}
