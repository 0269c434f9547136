/** The bytes of an IP address, 4 or 16; undefined for what is none. */
export function addressBytes(text: string): Uint8Array | undefined {
  return text.includes(':') ? sixteenBytes(text) : fourBytes(text);
}

function fourBytes(text: string): Uint8Array | undefined {
  const numbers = /^(?:(?:0|[1-9]\d{0,2})(?:\.|$)){4}$/.test(text) && !text.endsWith('.') ? text.split('.').map(Number) : [];
  return numbers.length === 4 && numbers.every((number) => number < 256) ? Uint8Array.from(numbers) : undefined;
}

/** Groups of four digits, of which one run of zeros may be left out, and the last two may be written as an address of four bytes. */
function sixteenBytes(text: string): Uint8Array | undefined {
  const last = text.slice(text.lastIndexOf(':') + 1);
  const four = fourBytes(last);
  const written = four === undefined ? text : text.slice(0, -last.length) + hexGroups(four);
  const [front = '', back, ...more] = written.split('::');
  if (more.length > 0) return undefined;
  const groups = (part: string): readonly string[] => (part === '' ? [] : part.split(':'));
  const [before, after] = [groups(front), groups(back ?? '')];
  const missing = 8 - before.length - after.length;
  if (back === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
  if (!all.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return Uint8Array.from(all.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]));
}

const hexGroups = ([a = 0, b = 0, c = 0, d = 0]: Uint8Array): string => `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
