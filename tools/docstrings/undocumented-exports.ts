import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { parseSync } from 'oxc-parser';

/** Entries of a package that others may import, as far as it has them. */
const entries = ['src/index.ts', 'src/testing/index.ts'];

/** What a lib exports without a docstring where it is declared, as `file: name`. Of a type and a value by one name, one has it. */
export function undocumentedExports(root: string, folder: string): readonly string[] {
  return entries
    .map((entry) => join(root, folder, entry))
    .filter((path) => existsSync(path))
    .flatMap((path) => undocumented(path, undefined))
    .map(({ path, name }) => `${relative(root, path)}: ${name}`);
}

interface Place {
  readonly path: string;
  readonly name: string;
}

/** @param wanted the only names that count; absent: all */
function undocumented(path: string, wanted: ReadonlySet<string> | undefined): readonly Place[] {
  const text = readFileSync(path, 'utf8');
  const { module, program, comments } = parseSync(path, text);
  const docs = comments.filter(({ type, value }) => type === 'Block' && value.startsWith('*'));
  const isDocumented = (start: number): boolean => docs.some(({ end }) => end <= start && text.slice(end, start).trim() === '');
  const declared = program.body.flatMap((node) => {
    if (node.type !== 'ExportNamedDeclaration' || node.declaration === null) return [];
    return namesOf(node.declaration).map((name) => ({ name, documented: isDocumented(node.start) }));
  });
  const own = new Set(declared.filter(({ name }) => wanted?.has(name) !== false).map(({ name }) => name));
  const lacking = [...own].filter((name) => !declared.some((each) => each.name === name && each.documented));
  return [...lacking.map((name) => ({ path, name })), ...elsewhere(path, module.staticExports, wanted)];
}

type StaticExports = ReturnType<typeof parseSync>['module']['staticExports'];

/** The same of what a file only hands on from others of its package. */
function elsewhere(path: string, exported: StaticExports, wanted: ReadonlySet<string> | undefined): readonly Place[] {
  return exported
    .flatMap((each) => each.entries)
    .flatMap(({ moduleRequest, importName, exportName }) => {
      if (moduleRequest?.value.startsWith('.') !== true) return [];
      const target = join(dirname(path), moduleRequest.value);
      if (importName.name === null) return undocumented(target, wanted);
      return wanted?.has(exportName.name ?? '') === false ? [] : undocumented(target, new Set([importName.name]));
    });
}

interface Declaration {
  readonly id?: unknown;
  readonly declarations?: readonly { readonly id: unknown }[];
}

function namesOf(declaration: Declaration): readonly string[] {
  const ids = declaration.declarations?.map(({ id }) => id) ?? [declaration.id];
  return ids.flatMap((id) => (typeof id === 'object' && id !== null && 'name' in id ? [String(id.name)] : []));
}
