import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { crdFiles } from './crds.ts';

const folder = path.resolve(import.meta.dirname, '../../crds');

describe('crds/', () => {
  test('holds a file for every kind, a kustomization for every provider, and nothing else', async () => {
    const files = await readdir(folder, { recursive: true });
    expect(files.filter((name) => name.endsWith('.yaml')).toSorted()).toEqual([...crdFiles().keys()].toSorted());
  });

  test.each([...crdFiles()])('%s is as libs/api generates it; otherwise run `npm run generate`', async (name, text) => {
    expect(await readFile(path.join(folder, name), 'utf8')).toBe(text);
  });
});
