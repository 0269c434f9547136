import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';

import { milliseconds, minutes, parseInstant, secret, seconds, type Clock, type Redacted } from '@capi/seams';

import type { TokenSource } from './cluster-access.ts';
import { TransportError } from './transport-error.ts';

/** A token that does not change. */
export const fixedToken =
  (token: Redacted<string>): TokenSource =>
  () =>
    Promise.resolve(token);

/** A token in a file that others renew, such as that of a service account: read again every minute. */
export function tokenFile(path: string, clock: Clock): TokenSource {
  return remembered(clock, async () => ({ token: secret((await readFile(path, 'utf8')).trim()), for: minutes(1) }));
}

/** A command of a kubeconfig that prints an `ExecCredential`. */
export interface ExecCommand {
  readonly apiVersion?: string;
  readonly command: string;
  readonly args?: readonly string[] | null;
  readonly env?: readonly { readonly name: string; readonly value: string }[] | null;
}

/** A token printed by a command, asked again shortly before it expires. `env` is what the command inherits. */
export function execToken(command: ExecCommand, clock: Clock, env: Readonly<Record<string, string | undefined>>): TokenSource {
  const { apiVersion = 'client.authentication.k8s.io/v1' } = command;
  return remembered(clock, async () => {
    const own = Object.fromEntries((command.env ?? []).map(({ name, value }) => [name, value]));
    const request = JSON.stringify({ apiVersion, kind: 'ExecCredential', spec: { interactive: false } });
    const printed = await run(command, { ...env, ...own, KUBERNETES_EXEC_INFO: request });
    const status = readCredential(printed);
    if (status?.token === undefined) throw new TransportError(`${command.command} printed no ExecCredential with a token`);
    const expires = status.expirationTimestamp === undefined ? undefined : parseInstant(status.expirationTimestamp);
    const left = expires === undefined ? minutes(10) : milliseconds(expires - clock.now() - seconds(30));
    return { token: secret(status.token), for: left };
  });
}

interface Fresh {
  readonly token: Redacted<string>;
  readonly for: number;
}

/** A token that the server refuses is asked for again after so long: it may refuse the next one, too. */
const betweenRenewals = seconds(1);

/** Asks once for all who wait, and again when the answer is no longer good. A failure is not remembered. */
function remembered(clock: Clock, ask: () => Promise<Fresh>): TokenSource {
  let known: { readonly token: Promise<Redacted<string>>; readonly asked: number; until: number } | undefined;
  const current = (): Promise<Redacted<string>> => {
    const now = clock.monotonic();
    if (known === undefined || now >= known.until) {
      const entry = {
        asked: now,
        until: Number.POSITIVE_INFINITY,
        token: ask().then(
          (fresh) => {
            entry.until = clock.monotonic() + fresh.for;
            return fresh.token;
          },
          (error: unknown) => {
            known = undefined;
            throw error instanceof TransportError ? error : new TransportError(`cannot get a token: ${String(error)}`, { cause: error });
          },
        ),
      };
      known = entry;
    }
    return known.token;
  };
  return Object.assign(async () => current(), {
    async renew() {
      const before = known;
      // Of many requests that were refused at once the first asks, and all take what it gets.
      if (before === undefined || clock.monotonic() - before.asked < betweenRenewals) return true;
      known = undefined;
      const refused = await before.token.then(
        (token) => token.reveal(),
        () => undefined,
      );
      return (await current()).reveal() !== refused;
    },
  });
}

function run({ command, args }: ExecCommand, env: Readonly<Record<string, string | undefined>>): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, [...(args ?? [])], { env, encoding: 'utf8' }, (error, stdout) => {
      // What the command printed may hold the token, so only the exit is told.
      if (error !== null) reject(new TransportError(`the credential command ${command} failed: ${error.code ?? 'no exit code'}`));
      else resolve(stdout);
    });
  });
}

function readCredential(text: string): { readonly token?: string; readonly expirationTimestamp?: string } | undefined {
  try {
    return (JSON.parse(text) as { status?: { token?: string; expirationTimestamp?: string } }).status;
  } catch {
    return undefined;
  }
}
