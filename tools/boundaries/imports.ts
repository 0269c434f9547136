import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { parseSync } from 'oxc-parser';

export interface Import {
  /** Relative to the repository. */
  readonly file: string;
  readonly specifier: string;
}

/** Every import and re-export (type-only ones too, `import()` with a literal too) of the TypeScript sources below a folder. */
export function readImports(root: string, folder: string): readonly Import[] {
  return sourcesBelow(join(root, folder)).flatMap((path) => {
    const text = readFileSync(path, 'utf8');
    const { module, errors } = parseSync(path, text);
    if (errors.length > 0) throw new Error(`${relative(root, path)} does not parse: ${errors[0]?.message}`);
    const specifiers = [
      ...module.staticImports.map((each) => each.moduleRequest.value),
      ...module.staticExports.flatMap((each) => each.entries.flatMap((entry) => (entry.moduleRequest ? [entry.moduleRequest.value] : []))),
      ...module.dynamicImports.flatMap((each) => {
        const literal = /^['"]([^'"]+)['"]$/.exec(text.slice(each.moduleRequest.start, each.moduleRequest.end));
        return literal?.[1] === undefined ? [] : [literal[1]];
      }),
    ];
    return [...new Set(specifiers)].map((specifier) => ({ file: relative(root, path), specifier }));
  });
}

function sourcesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'dist' || entry.name === 'node_modules' || entry.name.startsWith('.')) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesBelow(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}
