import { gunzipSync } from 'node:zlib';

import {
  CloudConfigError,
  findKubeadmCall,
  parseCloudConfig,
  type KubeadmCall,
  type ParsedCloudConfig,
  type ParsedFile,
} from '@capi/cloud-init';
import { KubeadmDocumentError, parseInitDocuments, parseJoin, type ParsedInit, type ParsedJoin } from '@capi/kubeadm';

import { bootFailure } from './boot-failure.ts';
import { renderTemplate, type InstanceFacts } from './template.ts';

/** The simulated disk after cloud-init has written its files: text by path. */
export type Disk = ReadonlyMap<string, string>;

/** What a machine does on its first boot, read from its bootstrap data. */
export type BootPlan = { readonly disk: Disk } & (
  | { readonly verb: 'init'; readonly config: ParsedInit }
  | { readonly verb: 'join'; readonly config: ParsedJoin }
);

/**
 * Reads bootstrap data as a node would: evaluates the template, writes the files, then looks at the commands for the call of
 * kubeadm and reads the configuration that it names from the disk. Other commands have no effect here.
 * @throws OperationError (terminal) that names the step: cloud-init or kubeadm
 */
export function readBootDocument(text: string, facts: InstanceFacts): BootPlan {
  const fail = (step: string, why: string, cause?: unknown): never => {
    throw bootFailure(facts.hostname, step, why, cause);
  };
  let document: ParsedCloudConfig;
  try {
    document = parseCloudConfig(renderTemplate(text, facts));
  } catch (error) {
    if (!(error instanceof CloudConfigError)) throw error;
    return fail('cloud-init: read user data', error.message, error);
  }
  const disk = writeFiles(document.files, (path, why) => fail('cloud-init: write_files', `${path}: ${why}`));
  const call = document.commands.map(findKubeadmCall).find((found) => found !== undefined);
  if (call === undefined) return fail('cloud-init: runcmd', 'no command calls kubeadm init or kubeadm join');
  return { disk, ...readKubeadmConfig(call, disk, (why, cause) => fail(`kubeadm ${call.verb}: read configuration`, why, cause)) };
}

function writeFiles(files: readonly ParsedFile[], fail: (path: string, why: string) => never): Disk {
  const disk = new Map<string, string>();
  for (const { path, content, compressed, append } of files) {
    const text = compressed ? expand(content, (why) => fail(path, why)) : Buffer.from(content).toString('utf8');
    disk.set(path, append ? `${disk.get(path) ?? ''}${text}` : text);
  }
  return disk;
}

function expand(content: Uint8Array, fail: (why: string) => never): string {
  try {
    return gunzipSync(content).toString('utf8');
  } catch {
    return fail('the content is not gzip');
  }
}

function readKubeadmConfig(
  { verb, config: path }: KubeadmCall,
  disk: Disk,
  fail: (why: string, cause?: unknown) => never,
): { verb: 'init'; config: ParsedInit } | { verb: 'join'; config: ParsedJoin } {
  const text = disk.get(path);
  if (text === undefined) return fail(`there is no file ${path}`);
  try {
    return verb === 'init' ? { verb, config: parseInitDocuments(text) } : { verb, config: parseJoin(text) };
  } catch (error) {
    if (!(error instanceof KubeadmDocumentError)) throw error;
    return fail(error.message, error);
  }
}
