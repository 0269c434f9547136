import { copyFileSync, createWriteStream, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';

import { packing, run } from './command.ts';
import { layOutImages, layOutKubernetes } from './contents.ts';
import { makeDebianRoot } from './debian-root.ts';
import { addLayer, describeImages, path, type ArchivedImage, type Layer } from './image-archive.ts';
import { preload, storeFolder } from './preload.ts';
import { buildPrograms } from './programs.ts';
import {
  builtHereLabel,
  componentImages,
  contentsFolder,
  kubernetesImages,
  nodeImage,
  programIn,
  recipe,
  recipeKey,
  type ComponentImage,
} from './recipe.ts';

/** Does a part of the work, and tells how long it took. */
export type Timed = <T>(part: string, work: () => Promise<T>) => Promise<T>;

/** Where a build puts what. */
export interface Build {
  /** For everything on the way; several GB. */
  readonly work: string;
  readonly timed: Timed;
  readonly signal: AbortSignal;
}

/** Builds all images: of nodes and load balancer into the folder `archive`, the image for trying out into `preloaded`. */
export async function buildImages(archive: string, preloaded: string, build: Build): Promise<void> {
  const { work, timed, signal } = build;
  const root = join(work, 'root');
  const programs = join(work, 'programs');
  await together(
    signal,
    (either) => timed('Debian root', () => makeDebianRoot(root, either)),
    (either) => timed('Go programs', () => buildPrograms(programs, either)),
  );
  await layOutImages(programs, root, join(root, contentsFolder), signal);
  mkdirSync(join(root, 'opt/cni'), { recursive: true });
  await run('cp', ['--recursive', join(programs, 'cni'), join(root, 'opt/cni/bin')], signal);
  copyFileSync(join(programs, 'node-network'), join(root, 'usr/local/bin/node-network'));
  const shared = await timed('layer of all nodes', () => addLayer(archive, root, signal));
  const images: ArchivedImage[] = [loadBalancer(shared)];
  for (const version of recipe.kubernetes.versions) {
    const layer = await timed(`layer of ${version}`, async () =>
      addLayer(archive, await versionTree(version, root, programs, build), signal),
    );
    images.push(node(version, [shared, layer]));
  }
  describeImages(archive, images);
  const web = await addLayer(preloaded, join(root, contentsFolder, 'web'), signal);
  describeImages(preloaded, [{ name: recipe.preloaded, layers: [web], config: { Entrypoint: ['/web'], Labels: labels() } }]);
}

/** Does both at once; when one fails the other is given up. Nothing runs any more when this ends. */
async function together(signal: AbortSignal, ...parts: readonly ((signal: AbortSignal) => Promise<void>)[]): Promise<void> {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  await Promise.all(parts.map((part) => part(either).catch((error: unknown) => failed.abort(error))));
  either.throwIfAborted();
}

/** What a version adds to all nodes: the program of its components, in their image and under the names of tools, and the images. */
async function versionTree(version: string, root: string, programs: string, { work, signal }: Build): Promise<string> {
  const tree = join(work, version);
  const contents = join(tree, contentsFolder, 'kubernetes');
  const program = join(programs, version, 'kubernetes');
  await layOutKubernetes(program, root, contents, signal);
  mkdirSync(join(tree, 'usr/bin'));
  for (const tool of recipe.kubernetes.tools)
    symlinkSync(`/${contentsFolder}/kubernetes/${programIn.kubernetes}`, join(tree, 'usr/bin', tool));
  const images = [...componentImages, ...kubernetesImages(version)];
  await checkWanted(version, program, images, signal);
  const shared = Object.fromEntries(componentImages.map(({ contents: name }) => [name, join(root, contentsFolder, name)]));
  const from = {
    root,
    contents: { ...shared, kubernetes: contents },
    store: join(tree, storeFolder),
    work: join(work, `${version}-images`),
  };
  await preload(images, from, signal);
  return tree;
}

/** A name that kubeadm asks for and no node has would show as a cluster that never comes up. */
async function checkWanted(version: string, program: string, images: readonly ComponentImage[], signal: AbortSignal): Promise<void> {
  const kubeadm = join(dirname(program), 'kubeadm');
  symlinkSync(program, kubeadm);
  const wanted = await run(kubeadm, ['config', 'images', 'list', `--kubernetes-version=${version}`], signal);
  const missing = wanted.split('\n').filter((name) => images.every((image) => image.name !== name));
  if (missing.length > 0) throw new Error(`kubeadm ${version} asks for images that this recipe does not make: ${missing.join(', ')}`);
}

const labels = (): Readonly<Record<string, string>> => ({ [builtHereLabel]: recipeKey() });

/** As kind's published images are started: by the provider, or by hand. */
function node(version: string, layers: readonly Layer[]): ArchivedImage {
  const relabelled = version === recipe.kubernetes.built ? {} : { [`${builtHereLabel}.relabelled-from`]: recipe.kubernetes.built };
  return {
    name: nodeImage(version),
    layers,
    config: {
      Entrypoint: ['/usr/local/bin/start-node', '/sbin/init'],
      Env: [`PATH=${path}`, 'container=docker'],
      // What systemd takes for an order to shut down.
      StopSignal: 'SIGRTMIN+3',
      Labels: { ...labels(), [`${builtHereLabel}.kubernetes`]: version, ...relabelled },
    },
  };
}

function loadBalancer(layer: Layer): ArchivedImage {
  const Entrypoint = ['haproxy', '-W', '-db', '-f', '/usr/local/etc/haproxy/haproxy.cfg'];
  return { name: recipe.haproxy, layers: [layer], config: { Entrypoint, Env: [`PATH=${path}`], StopSignal: 'SIGUSR1', Labels: labels() } };
}

/** Compresses the folder of an archive into one file that `docker load` reads. */
export async function compress(archive: string, file: string, signal: AbortSignal): Promise<void> {
  const packed = packing(archive, signal);
  const compressor = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3 } });
  await Promise.all([pipeline(packed.stdout, compressor, createWriteStream(file)), packed.ended]);
}
