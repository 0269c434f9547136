import { admissionregistration } from './messages/admissionregistration.ts';
import { apiextensions } from './messages/apiextensions.ts';
import { apiregistration } from './messages/apiregistration.ts';
import { apps } from './messages/apps.ts';
import { authentication } from './messages/authentication.ts';
import { authorization } from './messages/authorization.ts';
import { autoscaling } from './messages/autoscaling.ts';
import { batch } from './messages/batch.ts';
import { certificates } from './messages/certificates.ts';
import { coordination } from './messages/coordination.ts';
import { core } from './messages/core.ts';
import { discovery } from './messages/discovery.ts';
import { events } from './messages/events.ts';
import { meta } from './messages/meta.ts';
import { networking } from './messages/networking.ts';
import { policy } from './messages/policy.ts';
import { rbac } from './messages/rbac.ts';
import { scheduling } from './messages/scheduling.ts';
import { storage } from './messages/storage.ts';

// Notation, one message a line: `Name 1field:type 2!field:type 3@:Type`. A number is the field's on the wire, `!` keeps a zero that
// was sent, `@` stands for a message whose fields belong to this one in JSON. Types: s text, b flag, i whole number, d fraction,
// B bytes, a message (with its package when it is another's), or one of the forms in `decode-message.ts`; `[]` and `{}` are
// lists and maps of it.
const packages: Readonly<Record<string, string>> = {
  admissionregistration,
  apiextensions,
  apiregistration,
  apps,
  authentication,
  authorization,
  autoscaling,
  batch,
  certificates,
  coordination,
  core,
  discovery,
  events,
  meta,
  networking,
  policy,
  rbac,
  scheduling,
  storage,
};

/** A field of a message. */
export interface MessageField {
  /** Its name in JSON; undefined when it is a message whose fields belong to the parent. */
  readonly name: string | undefined;
  readonly many: 'list' | 'map' | undefined;
  /** A scalar's letter, or a message with its package: `core.Container`. */
  readonly type: string;
  readonly keepsZero: boolean;
}

export type Message = ReadonlyMap<number, MessageField>;

const lines = new Map<string, ReadonlyMap<string, string>>();
const known = new Map<string, Message>();

/** The fields of a message by its package and name (`core.Pod`); undefined when there is no such message. */
export function message(fullName: string): Message | undefined {
  const parsed = known.get(fullName);
  if (parsed !== undefined) return parsed;
  const [packageName = '', name = ''] = fullName.split('.');
  const line = linesOf(packageName).get(name);
  if (line === undefined) return undefined;
  const made = new Map([...line.matchAll(fieldNotation)].map((match) => parseField(match, packageName)));
  known.set(fullName, made);
  return made;
}

const fieldNotation = /(\d+)(!?)([^:\s]+):(\[\]|\{\})?(\S+)/g;

function linesOf(packageName: string): ReadonlyMap<string, string> {
  const read = lines.get(packageName);
  if (read !== undefined) return read;
  const text = packages[packageName]?.trim().split('\n') ?? [];
  const made = new Map(text.map((line): [string, string] => [line.split(' ', 1)[0] ?? '', line]));
  lines.set(packageName, made);
  return made;
}

function parseField([, number, keep, name, many, type = '']: RegExpExecArray, packageName: string): [number, MessageField] {
  const isMessage = /^[A-Z]\w/.test(type);
  const field: MessageField = {
    name: name === '@' ? undefined : name,
    many: many === '[]' ? 'list' : many === '{}' ? 'map' : undefined,
    type: isMessage ? `${packageName}.${type}` : type,
    keepsZero: keep === '!',
  };
  return [Number(number), field];
}
