import { CloudConfigError } from './cloud-config-error.ts';

/** A file as it is to appear on the node. */
export interface ParsedFile {
  readonly path: string;
  /** Base64 is undone; gzip is not, see `compressed`. */
  readonly content: Uint8Array;
  /** The content is a gzip stream that the reader has to expand before it writes it. */
  readonly compressed: boolean;
  /** `user:group`. */
  readonly owner: string;
  /** Octal digits: `0640`. */
  readonly permissions: string;
  readonly append: boolean;
  /** Whether it is written after the logins have been made. */
  readonly deferred: boolean;
}

const encodings: Readonly<Record<string, { readonly base64: boolean; readonly gzip: boolean }>> = {
  '': { base64: false, gzip: false },
  'text/plain': { base64: false, gzip: false },
  b64: { base64: true, gzip: false },
  base64: { base64: true, gzip: false },
  gz: { base64: false, gzip: true },
  gzip: { base64: false, gzip: true },
  'gz+b64': { base64: true, gzip: true },
  'gz+base64': { base64: true, gzip: true },
  'gzip+b64': { base64: true, gzip: true },
  'gzip+base64': { base64: true, gzip: true },
};

/** Reads the list under `write_files`. */
export function readFiles(value: unknown, line: number): readonly ParsedFile[] {
  if (value === null) return [];
  if (!Array.isArray(value)) throw new CloudConfigError('write_files is not a list', line);
  return value.map((entry: unknown, index) => readFile(entry, `write_files[${index}]`, line));
}

function readFile(entry: unknown, where: string, line: number): ParsedFile {
  if (typeof entry !== 'object' || entry === null) throw new CloudConfigError(`${where} is not a mapping`, line);
  const fields = new Map<string, unknown>(Object.entries(entry));
  const path = fields.get('path');
  if (typeof path !== 'string' || path.trim() === '') throw new CloudConfigError(`${where} has no path`, line);
  const encoding = encodings[textOf(fields.get('encoding')).trim().toLowerCase()];
  if (encoding === undefined) throw new CloudConfigError(`${where} has an encoding that cloud-init does not know`, line);
  const content = fields.get('content');
  return {
    path: path.trim(),
    content: content instanceof Uint8Array ? content : Buffer.from(textOf(content), encoding.base64 ? 'base64' : 'utf8'),
    compressed: encoding.gzip,
    owner: textOf(fields.get('owner')) || 'root:root',
    permissions: permissionsOf(fields.get('permissions')),
    append: isTrue(fields.get('append')),
    deferred: isTrue(fields.get('defer')),
  };
}

/** A template may have put it in quotes. */
const isTrue = (value: unknown): boolean => ['true', '1', 'on', 'yes'].includes(textOf(value).trim().toLowerCase());

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** An octal number without quotes arrives as a number. */
function permissionsOf(value: unknown): string {
  if (typeof value === 'number') return `0${value.toString(8)}`;
  return textOf(value) || '0644';
}
