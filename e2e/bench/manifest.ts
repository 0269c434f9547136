import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { repository } from '../harness/sandbox.ts';

/** The quick start for `names`, with these numbers of machines and zero simulated delays. */
export function benchManifest(names: readonly string[], controlPlane: number, workers: number): string {
  const text = readFileSync(join(repository, 'examples/quick-start.yaml'), 'utf8');
  return names
    .map((name) =>
      text
        .replaceAll(/(name|clusterName): quick-start/g, `$1: ${name}`)
        .replace(/(kind: KubeadmControlPlane\n(?:.*\n)*?spec:\n) {2}replicas: \d+/, `$1  replicas: ${controlPlane}`)
        .replace(/(kind: MachineDeployment\n(?:.*\n)*?) {2}replicas: \d+/, `$1  replicas: ${workers}`),
    )
    .join('\n---\n');
}
