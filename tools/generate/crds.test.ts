import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { crdFiles } from './crds.ts';

const folder = path.resolve(import.meta.dirname, '../../crds');

describe('crds/', () => {
  test('holds a file for every kind and nothing else', async () => {
    expect((await readdir(folder)).toSorted()).toEqual([...crdFiles().keys()].toSorted());
  });

  test.each([...crdFiles()])('%s is as libs/api generates it; otherwise run `npm run generate`', async (name, text) => {
    expect(await readFile(path.join(folder, name), 'utf8')).toBe(text);
  });
});
