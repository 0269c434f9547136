/** A bullet with a name in front. Text of several lines, or that is itself a list, moves below the name and in. */
export function bullet(name: string, text: string): string {
  if (!text.includes('\n') && !text.startsWith('* ')) return `* ${name}: ${text}`;
  const lines = text.split('\n').map((line) => (line === '' ? line : `  ${line}`));
  return `* ${name}:\n${lines.join('\n')}`;
}
