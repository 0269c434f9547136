import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';

import { CloudConfigError } from './cloud-config-error.ts';
import { readCommands, type Command } from './commands.ts';
import { readFiles, type ParsedFile } from './files.ts';
import { readGroups, readKeys, readUsers, type ParsedGroup, type ParsedUser } from './users.ts';

/** One top-level section, as it was written; a document may repeat a section. */
export interface Section {
  readonly name: string;
  readonly value: unknown;
  readonly line: number;
}

/** A cloud-config, by what a node does with it. */
export interface ParsedCloudConfig {
  /** Whether the document says that it is a jinja template; templates are not evaluated here. */
  readonly jinja: boolean;
  /** All sections in the order of the document, those that are read below included. */
  readonly sections: readonly Section[];
  /** From every `write_files`, in order. */
  readonly files: readonly ParsedFile[];
  /** From every `bootcmd`, in order. */
  readonly bootCommands: readonly Command[];
  /** From every `runcmd`, in order. */
  readonly commands: readonly Command[];
  /** From every `groups`, in order. */
  readonly groups: readonly ParsedGroup[];
  /** From every `users`, in order. */
  readonly users: readonly ParsedUser[];
  /** From every `ssh_authorized_keys`: who may log in as the machine's own login. */
  readonly sshAuthorizedKeys: readonly string[];
}

/**
 * Reads a cloud-config document as cloud-init would on a node.
 * @throws CloudConfigError with the line, when the text is not one or a section has the wrong shape
 */
export function parseCloudConfig(text: string): ParsedCloudConfig {
  // Blank lines may stand before the header.
  const header = text
    .trimStart()
    .split('\n', 2)
    .map((line) => line.trim().toLowerCase());
  const jinja = header[0] === '## template: jinja';
  if (header[jinja ? 1 : 0] !== '#cloud-config') throw new CloudConfigError('the document does not start with #cloud-config', 1);
  const sections = readSections(text);
  const named = (name: string): readonly Section[] => sections.filter((section) => section.name === name);
  return {
    jinja,
    sections,
    files: named('write_files').flatMap(({ value, line }) => readFiles(value, line)),
    bootCommands: named('bootcmd').flatMap(({ value, line }) => readCommands(value, line)),
    commands: named('runcmd').flatMap(({ value, line }) => readCommands(value, line)),
    groups: named('groups').flatMap(({ value, line }) => readGroups(value, line)),
    users: named('users').flatMap(({ value, line }) => readUsers(value, line)),
    sshAuthorizedKeys: named('ssh_authorized_keys').flatMap(({ value }) => readKeys(value)),
  };
}

function readSections(text: string): readonly Section[] {
  const lineCounter = new LineCounter();
  // cloud-init's YAML is 1.1: 0644 is an octal number there.
  const document = parseDocument(text, { lineCounter, uniqueKeys: false, version: '1.1', logLevel: 'silent' });
  const [error] = document.errors;
  // The parser's message would quote the document, which holds keys; only its code and place are told.
  if (error !== undefined) throw new CloudConfigError(`the document is not valid YAML (${error.code})`, error.linePos?.[0].line ?? 1);
  if (document.contents === null) return [];
  if (!isMap(document.contents)) throw new CloudConfigError('the document is not a mapping', 1);
  return document.contents.items.map(({ key, value }) => {
    const name = isScalar(key) ? String(key.value) : '';
    const offset = isScalar(key) ? (key.range?.[0] ?? 0) : 0;
    const content: unknown =
      typeof value === 'object' && value !== null && 'toJS' in value ? (value.toJS as (owner: unknown) => unknown)(document) : null;
    return { name, value: content, line: lineCounter.linePos(offset).line };
  });
}
