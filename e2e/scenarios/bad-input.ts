import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { repository, startSandbox, type RunningSandbox } from '../harness/sandbox.ts';
import { describeStory } from '../harness/story.ts';

const cluster = (spec: string): string =>
  `{"apiVersion":"cluster.x-k8s.io/v1beta2","kind":"Cluster","metadata":{"name":"bad"},"spec":${spec}}`;
const machine = (spec: string): string =>
  `{"apiVersion":"cluster.x-k8s.io/v1beta2","kind":"Machine","metadata":{"name":"bad"},"spec":${spec}}`;

describeStory('bad input', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await startSandbox(['--no-quick-start']);
  });
  afterAll(() => sandbox.stop());

  test.each([
    { rule: 'a wrong type', manifest: cluster('{"paused":"perhaps"}'), says: /spec\.paused/ },
    {
      rule: 'an unknown enum value',
      manifest: `{"apiVersion":"cluster.x-k8s.io/v1beta2","kind":"MachineDeployment","metadata":{"name":"bad"},"spec":{"clusterName":"a","selector":{},"deletion":{"order":"Never"},"template":{"spec":{"clusterName":"a","bootstrap":{"dataSecretName":"a"},"infrastructureRef":{"apiGroup":"a.b","kind":"A","name":"a"}}}}}`,
      says: /spec\.deletion\.order.*(Unsupported value|supported values).*Newest/s,
    },
    {
      rule: 'a missing required field',
      manifest: machine('{"clusterName":"a","bootstrap":{"dataSecretName":"a"}}'),
      says: /spec\.infrastructureRef.*Required value/s,
    },
    {
      rule: 'a broken CEL rule',
      manifest: cluster('{"controlPlaneRef":{"apiGroup":"a.b","kind":"A","name":"a"},"controlPlaneEndpoint":{}}'),
      says: /spec\.controlPlaneEndpoint/,
    },
  ])('$rule is rejected with its field path and the reason', async ({ manifest, says }) => {
    const { code, stderr } = await sandbox.kubectl.attempt(['apply', '--validate=false', '-f', '-'], manifest);
    expect(code).toBe(1);
    expect(stderr).toMatch(says);
    expect((await sandbox.kubectl.attempt(['get', 'clusters,machines,machinedeployments', 'bad'])).code).not.toBe(0);
  });
});

describeStory(
  'a provider',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'capi-e2e-'));
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    /** Runs a provider to its end; one that goes on is asked to end as soon as it has said something. */
    const run = (app: string, args: readonly string[], goesOn = false): Promise<{ code: number | null; printed: string[] }> =>
      new Promise((resolve) => {
        const child = spawn(process.execPath, [join(repository, `dist/apps/${app}/main.js`), ...args], {
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        let printed = '';
        const hear = (chunk: Buffer): void => {
          if (goesOn && printed === '') child.kill('SIGTERM');
          printed += chunk.toString();
        };
        child.stdout.on('data', hear);
        child.stderr.on('data', hear);
        child.on('close', (code) => resolve({ code, printed: printed.trim().split('\n') }));
      });

    describe.each(['core', 'kubeadm-bootstrap', 'kubeadm-control-plane', 'capd'])('%s', (app) => {
      test.each([
        { rule: 'an unknown flag', args: ['--no-such-flag'], says: /no-such-flag/ },
        { rule: 'a flag with a bad value', args: ['--sync-period=soon'], says: /"soon" for --sync-period/ },
        { rule: 'an unknown feature gate', args: ['--feature-gates=NoSuchGate=true'], says: /NoSuchGate/ },
        { rule: 'a missing kubeconfig', args: ['--kubeconfig=/no/such/file'], says: /\/no\/such\/file/ },
      ])('$rule is one clear line and a non-zero exit', async ({ args, says }) => {
        const { code, printed } = await run(app, args);
        expect(code).not.toBe(0);
        expect(printed).toEqual([expect.stringMatching(says)]);
      });

      test('an unreachable API server is one clear line, and waited for until the provider is asked to end', async () => {
        const kubeconfig = join(folder, `${app}.kubeconfig`);
        writeFileSync(
          kubeconfig,
          'apiVersion: v1\nkind: Config\nclusters: [{name: a, cluster: {server: "https://127.0.0.1:1"}}]\nusers: [{name: a, user: {}}]\ncontexts: [{name: a, context: {cluster: a, user: a}}]\ncurrent-context: a\n',
        );
        const args = [`--kubeconfig=${kubeconfig}`, '--health-addr=127.0.0.1:0', '--diagnostics-address=127.0.0.1:0'];
        const { code, printed } = await run(app, args, true);
        expect(code).toBe(0);
        const lines = [/waiting for it.*127\.0\.0\.1:1/, /Shutting down/, /Stopped/];
        expect(printed).toEqual(lines.map((line): unknown => expect.stringMatching(line)));
      });
    });
  },
  { embeddedOnly: 'no API server takes part in it' },
);
