import { cbc } from '@noble/ciphers/aes.js';
import { hmac } from '@noble/hashes/hmac.js';
import { scrypt } from '@noble/hashes/scrypt.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { encodeBase64, hashSync } from 'bcryptjs';

import { byteLength, bytesOf, textOf } from '../bytes.ts';
import { fn, heavy, impure, type Functions } from '../function.ts';
import { required, type Surroundings } from '../surroundings.ts';
import { RefusedByFunction } from '../template-error.ts';
import { base64, decode, encode } from './binary-texts.ts';
import { passwordLetters, passwordTemplates } from './password-templates.ts';

const rounds = 10;
const saltLength = 16;
const longestPassword = 72;

function bcrypt(surroundings: Surroundings, password: string): string {
  if (byteLength(password) > longestPassword)
    return `failed to encrypt string with bcrypt: bcrypt: password length exceeds ${longestPassword} bytes`;
  const salt = required(surroundings, 'keys').randomBytes(saltLength);
  return hashSync(password, `$2a$${rounds}$${encodeBase64(Array.from(salt), saltLength)}`);
}

function htpasswd(surroundings: Surroundings, user: string, password: string): string {
  return user.includes(':') ? `invalid username: ${user}` : `${user}:${bcrypt(surroundings, password)}`;
}

const scope = 'com.lyndir.masterpassword';

function bigEndian(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

const measured = (text: string): Uint8Array => concatBytes(bigEndian(byteLength(text)), bytesOf(text));

interface Site {
  readonly counter: number;
  readonly type: string;
  readonly password: string;
  readonly user: string;
  readonly site: string;
}

/** The Master Password algorithm: the same words always give the same password. */
function derivePassword({ counter, type, password, user, site }: Site): string {
  const templates = passwordTemplates[type];
  if (templates === undefined) return `cannot find password template ${type}`;
  const key = scrypt(bytesOf(password), concatBytes(bytesOf(scope), measured(user)), { N: 32_768, r: 8, p: 2, dkLen: 64 });
  const [first = 0, ...rest] = hmac(sha256, key, concatBytes(bytesOf(scope), measured(site), bigEndian(counter)));
  const template = templates[first % templates.length] ?? '';
  return Array.from(template, (letter, index) => {
    const choice = passwordLetters[letter] ?? '';
    return choice[(rest[index] ?? 0) % choice.length] ?? '';
  }).join('');
}

const blockSize = 16;

/** A password as a key of AES-256: cut off or filled up with zeros. */
function aesKey(password: string): Uint8Array {
  const key = new Uint8Array(32);
  key.set(bytesOf(password).subarray(0, key.length));
  return key;
}

function encryptAes(surroundings: Surroundings, password: string, text: string): string {
  const start = required(surroundings, 'keys').randomBytes(blockSize);
  return encode(concatBytes(start, cbc(aesKey(password), start).encrypt(bytesOf(text))), base64);
}

function decryptAes(password: string, text: string): string {
  if (text === '') return '';
  const bytes = decode(text, base64);
  try {
    return textOf(cbc(aesKey(password), bytes.subarray(0, blockSize)).decrypt(bytes.subarray(blockSize)));
  } catch {
    // What it says could tell something about the secret.
    throw new RefusedByFunction('the text was not encrypted with this password');
  }
}

/** Passwords and encryption. */
export const secrets: Functions = {
  bcrypt: heavy(impure(['string'], bcrypt)),
  htpasswd: heavy(impure(['string', 'string'], htpasswd)),
  derivePassword: heavy(
    fn(['uint32', 'string', 'string', 'string', 'string'], (counter, type, password, user, site) =>
      derivePassword({ counter, type, password, user, site }),
    ),
  ),
  encryptAES: impure(['string', 'string'], encryptAes),
  decryptAES: fn(['string', 'string'], decryptAes),
};
