import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';

export type Layer = 'model' | 'domain' | 'runtime' | 'app' | 'tool';
export interface Project {
  readonly name: string;
  /** Relative to the repository. */
  readonly folder: string;
  readonly layer: Layer;
  readonly pure: boolean;
  /** Names of packages that the manifest declares. */
  readonly declared: readonly string[];
}

interface Manifest {
  name: string;
  nx?: { tags?: string[] };
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  workspaces?: string[];
}

/** The projects of the workspace with their layer and effects, as their manifests tag them. */
export function readProjects(root: string): readonly Project[] {
  const manifest = (folder: string): Manifest => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest;
  const folders = (manifest('').workspaces ?? []).flatMap((pattern) =>
    pattern.endsWith('/*')
      ? readdirSync(join(root, pattern.slice(0, -2)))
          .map((name) => join(pattern.slice(0, -2), name))
          .filter((folder) => existsSync(join(root, folder, 'package.json')))
      : [pattern],
  );
  return folders.map((folder) => {
    const { name, nx, dependencies, devDependencies } = manifest(folder);
    const tag = (prefix: string): string => {
      const found = nx?.tags?.find((each) => each.startsWith(`${prefix}:`));
      if (found === undefined) throw new Error(`${folder}/package.json has no nx tag ${prefix}:…; every project carries layer and effects`);
      return found.slice(prefix.length + 1);
    };
    return {
      name,
      folder,
      layer: tag('layer') as Layer,
      pure: tag('effects') === 'none',
      declared: [...Object.keys(dependencies ?? {}), ...Object.keys(devDependencies ?? {})],
    };
  });
}
