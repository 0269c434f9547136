import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { TestCertificate } from './test-certificates.ts';

const run = promisify(execFile);

/** kubectl with a kubeconfig of its own. */
export interface Kubectl {
  /** Runs kubectl; resolves to what it printed, also when it failed. */
  readonly kubectl: (...args: string[]) => Promise<string>;
  /** Writes a manifest to a file and gives its path. */
  readonly manifest: (name: string, content: string) => string;
  readonly cleanUp: () => void;
}

/** Whether there is a kubectl to test with. */
export async function hasKubectl(): Promise<boolean> {
  return run('kubectl', ['version', '--client']).then(
    () => true,
    () => false,
  );
}

export function kubectlFor(url: string, ca: TestCertificate, user: TestCertificate): Kubectl {
  const folder = mkdtempSync(join(tmpdir(), 'kubectl-'));
  const file = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  };
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const kubeconfig = file(
    'kubeconfig.json',
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'c', cluster: { server: url, 'certificate-authority-data': base64(ca.cert) } }],
      users: [{ name: 'u', user: { 'client-certificate-data': base64(user.cert), 'client-key-data': base64(user.key) } }],
      contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
      'current-context': 'x',
    }),
  );
  return {
    async kubectl(...args) {
      const common = ['--kubeconfig', kubeconfig, '--cache-dir', join(folder, 'cache')];
      const { stdout, stderr } = await run('kubectl', [...common, ...args]).catch(
        (failed: unknown) => failed as { stdout: string; stderr: string },
      );
      return stdout + stderr;
    },
    manifest: file,
    cleanUp: () => rmSync(folder, { recursive: true }),
  };
}
