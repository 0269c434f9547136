import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { addCertManagerKinds } from '../harness/cert-manager-kinds.ts';
import { kubectlWith, type Kubectl } from '../harness/kubectl.ts';
import { startManagementApi, type ManagementApi } from '../harness/management-api.ts';
import { release } from '../harness/released.ts';
import { repository } from '../harness/sandbox.ts';
import { describeStory } from '../harness/story.ts';

const apps = ['core', 'kubeadm-bootstrap', 'kubeadm-control-plane', 'capd'];
const overlays = readdirSync(join(repository, 'deploy/overlays')).flatMap((overlay) =>
  readdirSync(join(repository, 'deploy/overlays', overlay)).map((app) => `overlays/${overlay}/${app}`),
);

describeStory('manifests of the providers', () => {
  let api: ManagementApi;
  let kubectl: Kubectl;
  beforeAll(async () => {
    api = await startManagementApi();
    kubectl = kubectlWith(api.kubeconfig);
    await addCertManagerKinds(kubectl);
    // What is inside a namespace can be tried only when it is there.
    for (const prefix of ['capi', 'capi-kubeadm-bootstrap', 'capi-kubeadm-control-plane', 'capd']) {
      await kubectl('create', 'namespace', `${prefix}-system`);
      await kubectl('annotate', 'namespace', `${prefix}-system`, 'kubectl.kubernetes.io/last-applied-configuration={}');
    }
  });
  afterAll(() => api?.stop());

  /** Nothing but what was asked for: no refusal, and no warning of the API server. */
  const expectAccepted = async (args: readonly string[]): Promise<void> => {
    const { code, stdout, stderr } = await kubectl.attempt(['apply', '--dry-run=server', ...args]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/deployment\.apps\/\S+ created \(server dry run\)/);
  };

  test.each([...apps, ...overlays])('the API server takes deploy/%s without a warning', (folder) =>
    expectAccepted(['-k', join(repository, 'deploy', folder)]),
  );

  test('the API server takes what a release makes of the bases without a warning', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'capi-release-'));
    try {
      await release('v0.1.0', folder);
      for (const label of readdirSync(folder).filter((name) => !name.includes('.'))) {
        const files = readdirSync(join(folder, label, 'v0.1.0')).filter((name) => /^install\.yaml$|-components.*\.yaml$/.test(name));
        expect(files.length).toBeGreaterThanOrEqual(2);
        for (const file of files) await expectAccepted(['-f', join(folder, label, 'v0.1.0', file)]);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
