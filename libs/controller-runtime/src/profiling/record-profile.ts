import type { HeapProfiler, Profiler } from 'node:inspector';
import { Session } from 'node:inspector/promises';

import { milliseconds, type Clock, type Duration } from '@capi/seams';

import { encodePprof, type MeasuredStack } from './pprof.ts';

/** How often the CPU is looked at; what Go does. */
const cpuInterval = milliseconds(10);

/**
 * Where this process spends its CPU time, looked at for `duration`. Costs a few per cent while it runs.
 * @returns gzipped pprof
 */
export async function recordCpuProfile(duration: Duration, clock: Clock, signal: AbortSignal): Promise<Uint8Array> {
  return withInspector(async (session) => {
    const start = clock.now();
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: cpuInterval * 1000 });
    await session.post('Profiler.start');
    await clock.sleep(duration, signal);
    const { profile } = await session.post('Profiler.stop');
    return encodePprof(cpuStacks(profile), {
      measures: [
        { type: 'samples', unit: 'count' },
        { type: 'cpu', unit: 'nanoseconds' },
      ],
      start,
      duration,
    });
  });
}

/**
 * Which functions allocated what is still in use of all that was allocated during `duration`. What was there before does not show:
 * V8 remembers origins only while it is asked to.
 * @returns gzipped pprof
 */
export async function recordHeapProfile(duration: Duration, clock: Clock, signal: AbortSignal): Promise<Uint8Array> {
  return withInspector(async (session) => {
    const start = clock.now();
    await session.post('HeapProfiler.enable');
    await session.post('HeapProfiler.startSampling');
    await clock.sleep(duration, signal);
    const { profile } = await session.post('HeapProfiler.stopSampling');
    return encodePprof(heapStacks(profile.head), {
      measures: [
        { type: 'inuse_objects', unit: 'count' },
        { type: 'inuse_space', unit: 'bytes' },
      ],
      start,
      duration,
    });
  });
}

async function withInspector<T>(use: (session: Session) => Promise<T>): Promise<T> {
  const session = new Session();
  session.connect();
  try {
    return await use(session);
  } finally {
    session.disconnect();
  }
}

/** Each node with samples, with the time that passed at its samples. */
function cpuStacks({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): MeasuredStack[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const measured = new Map<number, { count: number; nanoseconds: number }>();
  samples.forEach((id, index) => {
    const sum = measured.get(id) ?? { count: 0, nanoseconds: 0 };
    measured.set(id, { count: sum.count + 1, nanoseconds: sum.nanoseconds + Math.max(0, timeDeltas[index] ?? 0) * 1000 });
  });
  return [...measured].flatMap(([id, { count, nanoseconds }]) => {
    const frames = [];
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const frame = byId.get(at)?.callFrame;
      if (frame !== undefined && frame.functionName !== '(root)') frames.push(frame);
    }
    // Idling is no use of the CPU.
    return frames[0] === undefined || frames[0].functionName === '(idle)' ? [] : [{ frames, values: [count, nanoseconds] }];
  });
}

function heapStacks(head: HeapProfiler.SamplingHeapProfileNode): MeasuredStack[] {
  const stacks: MeasuredStack[] = [];
  const visit = (
    { callFrame, selfSize, children }: HeapProfiler.SamplingHeapProfileNode,
    outer: readonly HeapProfiler.SamplingHeapProfileNode['callFrame'][],
  ): void => {
    const frames = callFrame.functionName === '(root)' ? outer : [callFrame, ...outer];
    if (selfSize > 0 && frames.length > 0) stacks.push({ frames, values: [1, selfSize] });
    for (const child of children) visit(child, frames);
  };
  visit(head, []);
  return stacks;
}
