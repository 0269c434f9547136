import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { readProjects } from '../boundaries/projects.ts';
import { tsBlocks } from './ts-blocks.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
// Inside the workspace, so that imports resolve as a user's would; ignored by git.
const folder = join(root, 'tools/readme-examples/dist');

const examples = readProjects(root).flatMap((project) => {
  const readme = join(root, project.folder, 'README.md');
  if (!existsSync(readme)) return [];
  return tsBlocks(readFileSync(readme, 'utf8')).map((code, index) => ({
    name: `${project.folder}/README.md example ${index + 1}`,
    file: join(folder, `${project.folder.replace('/', '-')}-${index + 1}.ts`),
    code,
  }));
});

describe('README examples', () => {
  beforeAll(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const { file, code } of examples) writeFileSync(file, code);
    const base = {
      extends: '../../../tsconfig.base.json',
      compilerOptions: { composite: false, incremental: false, declaration: false, noEmit: true },
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ ...base, files: examples.map(({ file }) => file) }));
  });

  test('every lib has a README', () => {
    const libs = readProjects(root).filter((project) => project.folder.startsWith('libs/'));
    expect(libs.filter((lib) => !existsSync(join(root, lib.folder, 'README.md'))).map((lib) => lib.folder)).toEqual([]);
  });

  test('compile', () => {
    expect(run('node_modules/.bin/tsc', ['-p', folder])).toBe('');
  });

  test.each(examples)('$name runs', ({ file }) => {
    expect(() => run(process.execPath, ['--conditions=@capi/source', '--disable-warning=ExperimentalWarning', file])).not.toThrow();
  });
});

function run(program: string, args: readonly string[]): string {
  try {
    return execFileSync(program, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${stdout}${stderr}`, { cause: error });
  }
}
