// The little Markdown that the reference is made of, as GitHub reads it.

/** Prose in which nothing is taken for markup. */
export const prose = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('*', '\\*');

/** A piece of code, whatever backticks it holds. */
export function code(text: string): string {
  if (!text.includes('`')) return `\`${text}\``;
  return `\`\` ${text} \`\``;
}

/** A table; rows whose cells would all be empty in a column go without that column. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const filled = head.map((_title, column) => rows.some((row) => (row[column] ?? '') !== ''));
  const line = (cells: readonly string[]): string =>
    `| ${cells
      .filter((_cell, column) => filled[column] === true)
      .map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' '))
      .join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The name under which GitHub finds a heading in its page. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');

/** A, B or C. */
export function orList(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} or ${last}`;
}

/** A page: its blocks with a blank line between them; blocks that are undefined are left out. */
export const pageOf = (blocks: readonly (string | undefined)[]): string =>
  `${blocks.filter((block) => block !== undefined && block !== '').join('\n\n')}\n`;
