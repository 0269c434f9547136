import { kindReleases } from './kind-releases.ts';

/** How an image expects to be run: containers of older ones share the cgroup namespace of the host. */
export type KindMode = 'kind 0.19' | 'kind 0.20';
/** How images are run of which nothing else is known. */
export const latestMode: KindMode = 'kind 0.20';

export interface PublishedImage {
  /** Kubernetes version without a v. */
  readonly version: string;
  /** With its digest, which nobody can move to another image. */
  readonly image: string;
  readonly mode: KindMode;
}

const beforeCgroupNamespaces: ReadonlySet<string> = new Set(['0.17', '0.18', '0.19']);

/** What kind has published, in the order in which it is looked through. */
export const publishedImages: readonly PublishedImage[] = kindReleases.flatMap(({ release, images }) =>
  images
    .trim()
    .split('\n')
    .map((line) => {
      const [version = '', digest = '', tag = `v${version}`] = line.trim().split(' ');
      return {
        version,
        image: `kindest/node:${tag}@sha256:${digest}`,
        mode: beforeCgroupNamespaces.has(release) ? 'kind 0.19' : latestMode,
      };
    }),
);
