import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { repository } from './sandbox.ts';

/** The commands of a page, by section: what is in its `sh` blocks. */
export function documentedCommands(page: string): ReadonlyMap<string, readonly string[]> {
  const sections = new Map<string, string[]>();
  let section = '';
  let block: string[] | undefined;
  for (const line of readFileSync(join(repository, page), 'utf8').split('\n')) {
    if (block !== undefined && line === '```') {
      sections.set(section, [...(sections.get(section) ?? []), block.join('\n')]);
      block = undefined;
    } else if (block !== undefined) block.push(line);
    else if (line === '```sh') block = [];
    else if (line.startsWith('## ')) section = line.slice(3);
  }
  return sections;
}
