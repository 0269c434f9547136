import type { Import } from './imports.ts';
import type { Layer, Project } from './projects.ts';

const allowed: Readonly<Record<Layer, readonly Layer[]>> = {
  model: ['model'],
  domain: ['model', 'domain'],
  runtime: ['model', 'runtime'],
  app: ['model', 'domain', 'runtime'],
  // Manifests are generated from what the apps declare.
  tool: ['model', 'domain', 'runtime', 'app', 'tool'],
};

/** What the imports of one project break: layers, purity, undeclared packages, reaching past an index. */
export function violations(
  project: Project,
  imports: readonly Import[],
  projects: readonly Project[],
  rootPackages: readonly string[],
): string[] {
  return imports.flatMap(({ file, specifier }) => {
    const complain = (why: string): string[] => [`${file} imports ${specifier}: ${why}`];
    if (specifier.startsWith('.')) {
      return specifier.endsWith('.ts') || specifier.endsWith('.json') || specifier.endsWith('.mjs')
        ? []
        : complain('relative imports name the .ts file');
    }
    const test = /\.(test|itest)\.ts$/.test(file);
    if (specifier.startsWith('node:')) {
      return project.pure && !test && specifier !== 'node:assert'
        ? complain('a project tagged effects:none imports only node:assert of node')
        : [];
    }
    const packageName = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
    if (packageName === project.name) return complain('inside a project import the file, not its index');
    const declared = project.declared.includes(packageName) || ((test || project.layer === 'tool') && rootPackages.includes(packageName));
    if (!declared) return complain(`${project.folder}/package.json does not declare it`);
    const target = projects.find((each) => each.name === packageName);
    if (target === undefined) return [];
    if (project.pure && !target.pure && !test) return complain('a project tagged effects:none imports only such projects');
    const mayReach =
      allowed[project.layer].includes(target.layer) || (project.layer === 'domain' && !project.pure && target.layer === 'runtime');
    return mayReach ? [] : complain(`${project.layer} may not import ${target.layer}`);
  });
}

/** Names on a cycle of declared dependencies, in order; empty when there is none. */
export function findCycle(projects: readonly Project[]): readonly string[] {
  const byName = new Map(projects.map((project) => [project.name, project]));
  const done = new Set<string>();
  const visit = (name: string, path: readonly string[]): readonly string[] => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
    if (done.has(name)) return [];
    for (const next of byName.get(name)?.declared ?? []) {
      if (!byName.has(next)) continue;
      const cycle = visit(next, [...path, name]);
      if (cycle.length > 0) return cycle;
    }
    done.add(name);
    return [];
  };
  for (const { name } of projects) {
    const cycle = visit(name, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
