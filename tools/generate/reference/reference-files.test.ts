import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import * as api from '@capi/api';

import { crdFiles } from '../crds.ts';
import { kindConditions } from './kind-conditions.ts';
import { anchorOf } from './markdown.ts';
import { referenceFiles } from './reference-files.ts';

const folder = path.resolve(import.meta.dirname, '../../../docs/reference');
const files = referenceFiles();
const pages = new Set([
  ...[...files.keys()].map((name) => `docs/reference/${name}`),
  ...[...crdFiles().keys()].map((name) => `crds/${name}`),
]);

describe('docs/reference/', () => {
  test('holds a page for every version of every kind, an index, and nothing else', async () => {
    const present = await readdir(folder, { recursive: true });
    expect(present.filter((name) => name.includes('.md')).toSorted()).toEqual([...files.keys()].toSorted());
    expect(files.size).toBe(1 + [...api.allKinds, api.Metadata].flatMap(({ declaration }) => Object.keys(declaration.versions)).length);
  });

  test.each([...files])('%s is as libs/api generates it; otherwise run `npm run generate`', async (name, text) => {
    expect(await readFile(path.join(folder, name), 'utf8')).toBe(text);
  });

  test.each([...files])('%s has links that lead somewhere, and headings that are told apart', (name, text) => {
    const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
    expect(headings.filter((heading, index) => headings.indexOf(heading) !== index)).toEqual([]);
    const links = [...text.replaceAll(/`[^`\n]*`/g, '').matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
    const target = (link: string): string => path.posix.join('docs/reference', path.posix.dirname(name), link.replace(/#.*/, ''));
    const broken = links.filter((link) => (link.startsWith('#') ? !headings.includes(link.slice(1)) : !pages.has(target(link))));
    expect(broken).toEqual([]);
  });

  test('tells of all conditions that are declared', () => {
    const declared = Object.entries(api as Readonly<Record<string, unknown>>).flatMap(([name, value]) =>
      typeof value === 'object' && value !== null && 'catalogue' in value ? [[name, value.catalogue] as const] : [],
    );
    const told = new Set(Object.values(kindConditions).flatMap((groups) => groups.map(({ catalogue }) => catalogue)));
    expect(declared.length).toBeGreaterThan(10);
    expect(declared.filter(([, catalogue]) => !told.has(catalogue as api.ConditionCatalogue)).map(([name]) => name)).toEqual([]);
  });
});
