import { gzipSync } from 'node:zlib';

import type { Profile as PprofProfile } from 'pprof-format';

/** One function as V8 names it. */
interface Frame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
}

/** A call stack and what was measured while it was on: innermost frame first. */
export interface MeasuredStack {
  readonly frames: readonly Frame[];
  /** One number for each of the profile's values. */
  readonly values: readonly number[];
}

/** What a profile measures: `{ type: 'cpu', unit: 'nanoseconds' }`. */
export interface Measure {
  readonly type: string;
  readonly unit: string;
}

export interface ProfileFacts {
  readonly measures: readonly Measure[];
  /** Milliseconds since 1970. */
  readonly start: number;
  /** Milliseconds. */
  readonly duration: number;
}

/** A profile as `go tool pprof`, Parca and Pyroscope read it: protocol buffers, compressed. */
export async function encodePprof(stacks: readonly MeasuredStack[], { measures, start, duration }: ProfileFacts): Promise<Uint8Array> {
  // Loaded here because most processes are never asked for a profile.
  const { Function: PprofFunction, Location, Profile, Sample, StringTable, ValueType } = await import('pprof-format');
  const words = new StringTable();
  const locations: InstanceType<typeof Location>[] = [];
  const functions: InstanceType<typeof PprofFunction>[] = [];
  const known = new Map<string, number>();
  const locate = ({ functionName, url, lineNumber }: Frame): number => {
    const key = `${functionName} ${url} ${lineNumber}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const id = locations.length + 1;
    const name = words.dedup(functionName === '' ? '(anonymous)' : functionName);
    const line = lineNumber + 1; // V8 counts from zero
    functions.push(new PprofFunction({ id, name, systemName: name, filename: words.dedup(url), startLine: line }));
    locations.push(new Location({ id, line: [{ functionId: id, line }] }));
    known.set(key, id);
    return id;
  };
  const profile: PprofProfile = new Profile({
    sampleType: measures.map(({ type, unit }) => new ValueType({ type: words.dedup(type), unit: words.dedup(unit) })),
    sample: stacks.map(({ frames, values }) => new Sample({ locationId: frames.map(locate), value: [...values] })),
    location: locations,
    function: functions,
    stringTable: words,
    timeNanos: BigInt(Math.round(start)) * 1_000_000n,
    durationNanos: BigInt(Math.round(duration)) * 1_000_000n,
  });
  return gzipSync(profile.encode());
}
