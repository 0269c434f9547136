import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { readImports } from './imports.ts';
import { readProjects, type Project } from './projects.ts';
import { findCycle, violations } from './violations.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const rootPackages = Object.keys((JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { devDependencies: object }).devDependencies);

describe('the repository', () => {
  const projects = readProjects(root);

  test('has projects and imports to look at', () => {
    expect(projects.length).toBeGreaterThan(10);
    expect(projects.flatMap(({ folder }) => readImports(root, folder)).length).toBeGreaterThan(100);
  });

  test.each(projects)('$name imports only what its layer, its effects and its manifest allow', (project) => {
    expect(violations(project, readImports(root, project.folder), projects, rootPackages)).toEqual([]);
  });

  test('has no cycle between projects', () => expect(findCycle(projects)).toEqual([]));
});

describe('violations', () => {
  const project = (name: string, layer: Project['layer'], pure: boolean, declared: string[] = []): Project => ({
    name,
    folder: `libs/${name}`,
    layer,
    pure,
    declared,
  });
  const model = project('@capi/model', 'model', true);
  const runtime = project('@capi/runtime', 'runtime', false);
  const find = (from: Project, specifier: string, file = 'a.ts'): number =>
    violations(from, [{ file, specifier }], [model, runtime, from], ['fast-check']).length;

  test.each([
    {
      rule: 'accepts a declared import of a lower layer',
      from: project('x', 'domain', true, ['@capi/model']),
      specifier: '@capi/model',
      count: 0,
    },
    { rule: 'refuses an undeclared import', from: project('x', 'domain', true), specifier: '@capi/model', count: 1 },
    {
      rule: 'refuses effects in a pure project',
      from: project('x', 'domain', true, ['@capi/runtime']),
      specifier: '@capi/runtime',
      count: 1,
    },
    {
      rule: 'lets a domain project with effects use the runtime',
      from: project('x', 'domain', false, ['@capi/runtime']),
      specifier: '@capi/runtime',
      count: 0,
    },
    { rule: 'refuses a higher layer', from: project('x', 'model', false, ['@capi/runtime']), specifier: '@capi/runtime', count: 1 },
    { rule: 'refuses node modules in a pure project', from: project('x', 'domain', true), specifier: 'node:fs', count: 1 },
    { rule: 'refuses a relative import without its ending', from: project('x', 'domain', true), specifier: './other', count: 1 },
    { rule: 'refuses an import of its own index', from: project('x', 'domain', true), specifier: 'x', count: 1 },
    {
      rule: 'finds no fault with test tools in a test',
      from: project('x', 'domain', true),
      specifier: 'fast-check',
      file: 'a.test.ts',
      count: 0,
    },
  ])('$rule', ({ from, specifier, file, count }) => expect(find(from, specifier, file)).toBe(count));

  test('a cycle is named in order', () =>
    expect(findCycle([project('a', 'model', true, ['b']), project('b', 'model', true, ['a'])])).toEqual(['a', 'b', 'a']));
});
