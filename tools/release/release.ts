import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { parse, stringify } from 'yaml';

import { billOfMaterials } from './bill-of-materials.ts';
import { fillIn } from './fill-in.ts';
import { releasedProviders, type ReleasedProvider } from './providers.ts';
import { render } from './render.ts';

const deploy = fileURLToPath(new URL('../../deploy/', import.meta.url));

export interface ReleaseOptions {
  /** `v0.2.0`; images have it as their tag. */
  readonly version: string;
  /** Where the images are: `registry.example/capi`. Absent for what the bases say. */
  readonly repository?: string;
}

/**
 * All files of a release, as clusterctl reads them from a folder: path → text.
 *
 *     clusterctl.yaml                       its configuration, with CAPI_RELEASES for the folder
 *     <label>/<version>/<type>-components.yaml
 *                      /install.yaml        the same with every variable at its default, for kubectl
 *                      /install-<overlay>.yaml
 *                      /metadata.yaml
 *                      /sbom.cdx.json
 *                      /SHA256SUMS
 */
export function releaseFiles(options: ReleaseOptions): ReadonlyMap<string, string> {
  const files = new Map([['clusterctl.yaml', configuration()]]);
  for (const provider of releasedProviders) {
    const own = filesOf(provider, options);
    const sums = [...own].map(([name, text]) => `${createHash('sha256').update(text).digest('hex')}  ${name}\n`);
    for (const [name, text] of [...own, ['SHA256SUMS', sums.join('')] as const]) {
      files.set(`${provider.label}/${options.version}/${name}`, text);
    }
  }
  return files;
}

/** Below `deploy/overlays/`, for every provider. */
const overlays = ['two-replicas', 'without-cert-manager', 'two-replicas-without-cert-manager'];

function filesOf(provider: ReleasedProvider, options: ReleaseOptions): ReadonlyMap<string, string> {
  const { folder, components } = provider;
  const { text, image } = componentsOf(folder, folder, options);
  const files = new Map([
    [components, text],
    ['install.yaml', fillIn(text)],
    ...overlays.map(
      (overlay) => [`install-${overlay}.yaml`, fillIn(componentsOf(folder, `overlays/${overlay}/${folder}`, options).text)] as const,
    ),
    ['metadata.yaml', metadata(options.version)],
    ['sbom.cdx.json', billOfMaterials(folder, image, options.version)],
  ]);
  if (folder === 'capd') {
    // The name under which clusterctl looks for this provider by itself; its users expect the engine of the node.
    files.set('infrastructure-components-development.yaml', componentsOf('capd', 'overlays/docker/capd', options).text);
    for (const name of readdirSync(`${deploy}templates`)) files.set(name, readFileSync(`${deploy}templates/${name}`, 'utf8'));
  }
  return new Map([...files].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

interface Kustomization {
  readonly images: readonly { readonly name: string; readonly newName: string; readonly newTag: string }[];
}

function componentsOf(folder: string, rendered: string, { version, repository }: ReleaseOptions): { text: string; image: string } {
  const { images } = parse(readFileSync(`${deploy}${folder}/kustomization.yaml`, 'utf8')) as Kustomization;
  const [wanted] = images;
  if (wanted === undefined) throw new Error(`deploy/${folder}/kustomization.yaml names no image`);
  const last = wanted.newName.slice(wanted.newName.lastIndexOf('/') + 1);
  const image = repository === undefined ? wanted.newName : `${repository}/${last}`;
  const before = `image: ${wanted.newName}:${wanted.newTag}\n`;
  const text = render(rendered);
  if (text.split(before).length !== 2) throw new Error(`deploy/${rendered} has the image ${wanted.newName}:${wanted.newTag} not once`);
  return { text: text.replace(before, `image: ${image}:${version}\n`), image };
}

interface Metadata {
  readonly releaseSeries: readonly { readonly major: number; readonly minor: number; readonly contract: string }[];
}

/** The known series, and that of this release, which speaks the contract of the newest one. */
function metadata(version: string): string {
  const { releaseSeries, ...rest } = parse(readFileSync(`${deploy}metadata.yaml`, 'utf8')) as Metadata;
  const [major = 0, minor = 0] = version.slice(1).split('.').map(Number);
  const isKnown = releaseSeries.some((series) => series.major === major && series.minor === minor);
  const contract = releaseSeries.at(-1)?.contract ?? 'v1beta2';
  return stringify({ ...rest, releaseSeries: isKnown ? releaseSeries : [...releaseSeries, { major, minor, contract }] });
}

/** Tells clusterctl to take these providers instead of those that it knows by the same names. */
function configuration(): string {
  const providers = releasedProviders.map(({ name, type, label, components }) => ({
    name,
    type,
    url: `\${CAPI_RELEASES}/${label}/latest/${components}`,
  }));
  return `# For clusterctl --config; CAPI_RELEASES is the absolute path of the folder that this file is in.\n${stringify({ providers })}`;
}
