export {
  kubeadmConfigPaths,
  sentinelPath,
  type BootstrapDocument,
  type DiskSetup,
  type FileToWrite,
  type Filesystem,
  type Ntp,
  type Partition,
  type User,
} from './document.ts';
export { CloudConfigError } from './parse/cloud-config-error.ts';
export { findKubeadmCall, type Command, type KubeadmCall } from './parse/commands.ts';
export type { ParsedFile } from './parse/files.ts';
export { parseCloudConfig, type ParsedCloudConfig, type Section } from './parse/parse.ts';
export type { ParsedGroup, ParsedUser } from './parse/users.ts';
export { renderBootstrapDocument } from './render/render.ts';
export type { InstanceFacts } from './template/instance-facts.ts';
export { renderTemplate } from './template/render-template.ts';
