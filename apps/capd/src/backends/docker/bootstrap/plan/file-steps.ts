import { posix } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { kubeadmConfigPaths, type ParsedFile } from '@capi/cloud-init';

import { adaptKubeadmConfig, KubeadmFileError } from '../kubeadm/adapt-config.ts';
import type { BootstrapStep, NodeFacts } from './bootstrap-plan.ts';
import { allOf, quoted } from './shell.ts';
import { UnfitData } from './unfit-data.ts';

/** Files larger than this once expanded would fill the memory of the node, and of this process. */
const largestFile = 64 * 1024 * 1024;

/**
 * A step that writes one file as cloud-init would: the folders above it, the expanded content, mode and owner. kubeadm's configuration is
 * fitted to the node.
 * @param configs paths of kubeadm's configuration, beside those of the kubeadm bootstrap provider
 * @throws UnfitData
 */
export function fileStep(file: ParsedFile, title: string, configs: ReadonlySet<string>, node: NodeFacts): BootstrapStep {
  const path = posix.resolve('/', file.path);
  const mode = /^(?:0o)?([0-7]{1,5})$/.exec(file.permissions)?.[1];
  if (mode === undefined) throw new UnfitData(`${title}: permissions are not an octal number, such as 0640`);
  const target = quoted(path);
  return {
    title,
    content: kubeadmPaths.has(path) || configs.has(path) ? adapted(file, title, node) : expanded(file, title),
    script: allOf([
      'umask 022',
      `[ -d ${quoted(posix.dirname(path))} ] || mkdir -p -- ${quoted(posix.dirname(path))}`,
      // Nobody else reads a key between writing and chmod.
      'umask 077',
      `cat ./content ${file.append ? '>>' : '>'} ${target}`,
      `chmod -- ${mode.padStart(4, '0')} ${target}`,
      ...(file.owner === 'root:root' && !file.append ? [] : [`chown -- ${quoted(file.owner)} ${target}`]),
    ]),
  };
}

/** Where the file ends up: relative paths begin at the root. */
export const pathOf = (file: ParsedFile): string => posix.resolve('/', file.path);

const kubeadmPaths: ReadonlySet<string> = new Set(Object.values(kubeadmConfigPaths));

function adapted(file: ParsedFile, title: string, node: NodeFacts): Uint8Array {
  try {
    return Buffer.from(adaptKubeadmConfig(Buffer.from(expanded(file, title)).toString('utf8'), node));
  } catch (error) {
    if (error instanceof KubeadmFileError) throw new UnfitData(`${title}: ${error.message}`, error);
    throw error;
  }
}

function expanded({ content, compressed }: ParsedFile, title: string): Uint8Array {
  if (!compressed) return content;
  try {
    return gunzipSync(content, { maxOutputLength: largestFile });
  } catch (error) {
    throw new UnfitData(`${title}: the content is not gzip, or larger than 64 MiB once expanded`, error);
  }
}
