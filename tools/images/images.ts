import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

/** One image: which app is in it, and what it is called. */
export interface Image {
  /** Folder under apps/. */
  readonly app: string;
  /** Without a tag: `localhost/cluster-api/capd-manager`. */
  readonly name: string;
  readonly tag: string;
  /** What the container runs, a file in `/`, and the stage of the Dockerfile that makes it the entry point. */
  readonly program: 'manager' | 'clusterctl';
}

interface Kustomization {
  readonly images?: readonly { readonly name: string; readonly newName?: string; readonly newTag?: string }[];
}

/** Images of the apps that are there: of the providers under the names by which their Deployments ask for them. */
export function imagesOf(root: string): readonly Image[] {
  const providers = ['core', 'kubeadm-bootstrap', 'kubeadm-control-plane', 'capd'].map((app): Image => {
    const file = join(root, 'deploy', app, 'kustomization.yaml');
    const { images = [] } = parse(readFileSync(file, 'utf8')) as Kustomization;
    const { newName, newTag } = images.find(({ name }) => name === 'controller') ?? {};
    if (newName === undefined || newTag === undefined) throw new Error(`${file} names no image and tag for "controller"`);
    return { app, name: newName, tag: newTag, program: 'manager' };
  });
  if (!existsSync(join(root, 'apps/clusterctl/src/main.ts'))) return providers;
  const { name, tag } = providers[0] as Image;
  return [...providers, { app: 'clusterctl', name: inRepository(name, 'clusterctl'), tag, program: 'clusterctl' }];
}

/** Puts another last part, or another repository in front of it: `localhost/cluster-api/x`, `y` → `localhost/cluster-api/y`. */
const inRepository = (name: string, last: string): string => `${name.slice(0, name.lastIndexOf('/') + 1)}${last}`;

/** The same image in another repository: `registry.example/capi`. */
export const moved = (image: Image, repository: string): Image => ({
  ...image,
  name: `${repository}/${image.name.slice(image.name.lastIndexOf('/') + 1)}`,
});
