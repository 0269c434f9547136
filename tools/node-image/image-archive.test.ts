import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { addLayer, describeImages } from './image-archive.ts';

const digestOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

interface Manifest {
  readonly Config: string;
  readonly RepoTags: readonly string[];
  readonly Layers: readonly string[];
}

describe('image archive', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'image-archive-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  test('a layer is named by the digest of its bytes, and images by that of their descriptions', async () => {
    const contents = join(folder, 'contents');
    const archive = join(folder, 'archive');
    mkdirSync(contents);
    writeFileSync(join(contents, 'program'), 'text');
    const layer = await addLayer(archive, contents, new AbortController().signal);
    expect(digestOf(join(archive, layer.path))).toBe(layer.digest);

    const image = { layers: [layer], config: { Entrypoint: ['/program'], User: '1:1' } };
    describeImages(archive, [
      { name: 'example/a:1', ...image },
      { name: 'example/b:1', ...image },
    ]);
    const manifest = JSON.parse(readFileSync(join(archive, 'manifest.json'), 'utf8')) as readonly Manifest[];
    expect(manifest.map(({ RepoTags, Layers }) => [RepoTags, Layers])).toEqual([
      [['example/a:1'], [layer.path]],
      [['example/b:1'], [layer.path]],
    ]);
    const [{ Config }] = manifest as [Manifest];
    expect(Config).toBe(`${digestOf(join(archive, Config))}.json`);
    expect(JSON.parse(readFileSync(join(archive, Config), 'utf8'))).toMatchObject({
      os: 'linux',
      config: { Entrypoint: ['/program'], User: '1:1' },
      rootfs: { type: 'layers', diff_ids: [`sha256:${layer.digest}`] },
    });
  });

  test('what cannot be packed is an error with the words of the program', async () => {
    const signal = new AbortController().signal;
    await expect(addLayer(join(folder, 'archive'), join(folder, 'none'), signal)).rejects.toThrow(/^tar failed \(\d\):\n.*none/);
  });
});
