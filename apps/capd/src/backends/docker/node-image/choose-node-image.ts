import type { SemVer } from 'semver';

import type { Problem } from '../problem.ts';
import { parseVersion } from './parse-version.ts';
import { latestMode, publishedImages, type KindMode } from './published-images.ts';

/** What a node's container is made from. */
export interface NodeImage {
  readonly image: string;
  readonly mode: KindMode;
  /** What the image holds, as far as is known, with a v: the version that kubeadm's files are written for. */
  readonly kubernetesVersion: string;
}

/**
 * The image of a node: the custom one if there is one, otherwise kind's for the Kubernetes version, otherwise a guess of what it is called.
 * A custom image that is one of kind's, digest included, brings its own Kubernetes version along, whatever is asked for.
 * @param version `spec.version` of the Machine; read tolerantly
 * @param customImage absent and empty are the same
 * @see upstream v1.14.0 test/infrastructure/kind/mapper.go (behaviour)
 */
export function chooseNodeImage(version: string | undefined, customImage?: string): NodeImage | Problem {
  const known = publishedImages.find(({ image }) => image === customImage);
  if (known !== undefined) return { image: known.image, mode: known.mode, kubernetesVersion: `v${known.version}` };
  if (version === undefined || version === '') return { problem: 'the Machine has no Kubernetes version: set its spec.version' };
  const wanted = parseVersion(version);
  return wanted === undefined
    ? { problem: `${JSON.stringify(version)} is not a Kubernetes version: write the spec.version of the Machine as in v1.34.0` }
    : imageFor(wanted, customImage === '' ? undefined : customImage);
}

function imageFor(wanted: SemVer, customImage: string | undefined): NodeImage {
  let mode = latestMode;
  for (const known of publishedImages.filter(({ version }) => version.startsWith(`${wanted.major}.${wanted.minor}.`))) {
    const order = wanted.compareMain(known.version);
    if (order === 0 && wanted.prerelease.length === 0) {
      return { image: customImage ?? known.image, mode: known.mode, kubernetesVersion: `v${known.version}` };
    }
    if (order > 0) break;
    // What is older than all of its minor version that kind has published runs as the oldest of those does.
    ({ mode } = known);
  }
  return { image: customImage ?? guessed(wanted), mode, kubernetesVersion: `v${wanted.raw}` };
}

const guessed = ({ raw }: SemVer): string => `kindest/node:v${raw.replaceAll('+', '_')}`;
