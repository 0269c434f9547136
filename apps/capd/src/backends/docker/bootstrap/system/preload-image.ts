import type { DockerEngine } from '@capi/docker-engine';
import { transient } from '@capi/seams';

import { lastLines } from '../redact/last-lines.ts';

/**
 * Reads an archive from its input into the store that the kubelet sees, with the snapshotter that containerd is set up for (on some
 * filesystems not the default).
 */
const program = `
snapshotter=$(containerd config dump 2>/dev/null | sed -n "s/^ *snapshotter *= *[\\"']\\([a-z-][a-z-]*\\)[\\"'].*/\\1/p" | head -n 1)
exec ctr --namespace=k8s.io images import \${snapshotter:+--snapshotter "$snapshotter"} -
`;

export const importCommand: readonly string[] = ['sh', '-c', program, 'capd-import-image'];

/**
 * Streams an image that the engine has into a node, without a file in between. Several nodes may do so at once.
 * @throws OperationError when the engine does not have the image, or the node does not take it (transient)
 */
export async function preloadImage(engine: DockerEngine, container: string, image: string, signal: AbortSignal): Promise<void> {
  const archive = await engine.saveImage(image, signal);
  try {
    const { exitCode, stderr } = await engine.exec(container, { command: importCommand, input: archive }, signal);
    if (exitCode === 0) return;
    throw transient({
      action: `load image ${image}`,
      object: `container ${container}`,
      why: `ctr ended with exit code ${exitCode}: ${lastLines(stderr, 3).join(' ')}`,
    });
  } finally {
    archive.destroy();
  }
}
