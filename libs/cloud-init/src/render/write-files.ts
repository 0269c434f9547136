import type { FileToWrite } from '../document.ts';
import { bare, doubleQuoted, literalBlock, singleQuoted } from './scalar.ts';

/** Lines of the `write_files` section. */
export const renderFiles = (files: readonly FileToWrite[]): readonly string[] => ['write_files:', ...files.flatMap(renderFile)];

function renderFile(file: FileToWrite): readonly string[] {
  return [
    `-   path: ${bare(file.path)}`,
    ...(file.encoding ? [`    encoding: ${doubleQuoted(file.encoding)}`] : []),
    ...(file.owner ? [`    owner: ${bare(file.owner)}`] : []),
    ...(file.permissions ? [`    permissions: ${singleQuoted(file.permissions)}`] : []),
    ...(file.append === undefined ? [] : [`    append: ${file.append}`]),
    `    content: ${literalBlock(file.content, 6)}`,
  ];
}

/** A file of one line in double quotes; cloud-init writes it without a newline. */
export const renderOneLiner = (path: string, text: string): readonly string[] => [
  `-   path: ${path}`,
  '    owner: root:root',
  "    permissions: '0640'",
  `    content: ${doubleQuoted(text)}`,
];
