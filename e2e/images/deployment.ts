import { spawnSync } from 'node:child_process';

import { parseAllDocuments } from 'yaml';

import { repository } from '../harness/sandbox.ts';

/** What is read of a rendered Deployment. */
export interface Deployment {
  readonly kind: 'Deployment';
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: { readonly template: { readonly spec: PodSpec } };
}

export interface PodSpec {
  readonly serviceAccountName: string;
  readonly containers: readonly [Container];
  readonly volumes?: readonly { readonly name: string; readonly emptyDir?: object; readonly secret?: { readonly secretName: string } }[];
}

export interface Container {
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly {
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: { readonly fieldRef: { readonly fieldPath: string } };
  }[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
  readonly securityContext?: {
    readonly runAsUser?: number;
    readonly runAsGroup?: number;
    readonly readOnlyRootFilesystem?: boolean;
    readonly allowPrivilegeEscalation?: boolean;
    readonly capabilities?: { readonly drop?: readonly string[] };
  };
}

export interface RenderedProvider {
  readonly deployment: Deployment;
  /** All that this API server knows, so no kinds of cert-manager. */
  readonly manifest: string;
}

interface AnyObject {
  readonly apiVersion: string;
  readonly kind: string;
}

/** Renders a base or an overlay, a folder below deploy/, with the defaults of all its variables. */
export function render(folder: string): RenderedProvider {
  const { status, stdout, stderr } = spawnSync('kubectl', ['kustomize', `deploy/${folder}`], {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`deploy/${folder} does not render: ${stderr.trim()}`);
  const objects = parseAllDocuments(withDefaults(stdout)).map((document) => document.toJS() as AnyObject);
  const deployment = objects.find(({ kind }) => kind === 'Deployment');
  if (deployment === undefined) throw new Error(`deploy/${folder} has no Deployment`);
  const known = objects.filter(({ apiVersion }) => !apiVersion.startsWith('cert-manager.io/'));
  return { deployment: deployment as unknown as Deployment, manifest: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: known }) };
}

/** What clusterctl makes of `${NAME:=default}` when NAME is not set. */
export const withDefaults = (text: string): string => text.replaceAll(/\$\{\w+:=([^}]*)\}/g, '$1');
