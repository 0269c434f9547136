import { milliseconds, seconds, type Clock, type Duration } from '@capi/seams';

import type { Answer, Handler } from '../health/listen.ts';
import { recordCpuProfile, recordHeapProfile } from './record-profile.ts';

type Recorder = (duration: Duration, clock: Clock, signal: AbortSignal) => Promise<Uint8Array>;

/** Profiles by their name under `/debug/pprof/`; lengths when the request names none. */
const recorders: Readonly<Record<string, { readonly record: Recorder; readonly initial: Duration; readonly about: string }>> = {
  profile: { record: recordCpuProfile, initial: seconds(30), about: 'CPU time by function, over ?seconds=30' },
  heap: {
    record: recordHeapProfile,
    initial: seconds(10),
    about: 'what was allocated during ?seconds=10 and is still in use, by function',
  },
};
/** One does not keep a connection open for longer. */
const longest = seconds(300);

const root = '/debug/pprof/';
const text = (status: number, body: string): Answer => ({ status, body });

/**
 * `/debug/pprof/`: profiles of this process in the format of pprof, so that `go tool pprof` and scrapers of profiles read them. One
 * is recorded at a time.
 */
export function profiles(clock: Clock): Handler {
  let recording = false;
  return async (request, path) => {
    if (path === root || path === '/debug/pprof') return text(200, index());
    const name = path.slice(root.length);
    if (name === 'cmdline') return text(200, process.argv.join('\0'));
    const found = recorders[name];
    if (found === undefined) return text(404, `There is no profile ${name}; ${root} lists them.\n`);
    const length = lengthOf(request.url ?? '', found.initial);
    if (length === undefined) return text(400, `seconds must be a number above 0, and at most ${longest / 1000}.\n`);
    if (recording) return text(409, 'Another profile is being recorded; try again when it is done.\n');
    recording = true;
    const gone = new AbortController();
    const leave = (): void => gone.abort(new Error('whoever asked for the profile went away'));
    request.socket.once('close', leave);
    try {
      return { status: 200, body: await found.record(length, clock, gone.signal), type: 'application/octet-stream' };
    } finally {
      request.socket.off('close', leave);
      recording = false;
    }
  };
}

function lengthOf(url: string, initial: Duration): Duration | undefined {
  const given = new URL(url, 'http://localhost').searchParams.get('seconds');
  if (given === null) return initial;
  const length = milliseconds(Number(given) * 1000);
  return length > 0 && length <= longest ? length : undefined;
}

const index = (): string =>
  [
    ...Object.entries(recorders).map(([name, { about }]) => `${root}${name}: ${about}`),
    `${root}cmdline: how this process was started`,
    '',
  ].join('\n');
