import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { readProjects } from '../boundaries/projects.ts';
import { undocumentedExports } from './undocumented-exports.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const libs = readProjects(root).filter(({ folder }) => folder.startsWith('libs/'));

describe('the libs', () => {
  test('are there to look at', () => expect(libs.length).toBeGreaterThan(10));

  test.each(libs)('$name says of each export what it means', ({ folder }) => expect(undocumentedExports(root, folder)).toEqual([]));
});

describe('an export', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'capi-docstrings-'));
    mkdirSync(join(folder, 'a/src'), { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    { rule: 'with a docstring is documented', index: "export { a } from './a.ts';", declared: '/** A. */\nexport const a = 1;', lacks: [] },
    { rule: 'without one is not', index: "export { a } from './a.ts';", declared: 'export const a = 1;', lacks: ['a'] },
    { rule: 'with another comment is not', index: "export { a } from './a.ts';", declared: '// A.\nexport const a = 1;', lacks: ['a'] },
    { rule: 'that all are taken with counts', index: "export * from './a.ts';", declared: 'export type A = 1;', lacks: ['A'] },
    {
      rule: 'that nobody takes does not count',
      index: "export { a } from './a.ts';",
      declared: '/** A. */\nexport const a = 1;\nexport class B {}',
      lacks: [],
    },
    {
      rule: 'has one for a type and a value by its name',
      index: "export { A } from './a.ts';",
      declared: '/** A. */\nexport const A = 1;\nexport type A = 1;',
      lacks: [],
    },
  ])('$rule', ({ index, declared, lacks }) => {
    writeFileSync(join(folder, 'a/src/index.ts'), index);
    writeFileSync(join(folder, 'a/src/a.ts'), declared);
    expect(undocumentedExports(folder, 'a')).toEqual(lacks.map((name) => `a/src/a.ts: ${name}`));
  });
});
