import { Event, type KubernetesObject } from '@capi/api';
import { between, minutes, printInstant, type Clock, type DeepReadonly, type Instant, type Random } from '@capi/seams';

import { refusedAs } from '../client/api-error.ts';
import type { Client } from '../client/client.ts';
import type { Log } from '../logging/log.ts';
import { createEventLimits, type EventLimits } from './event-limits.ts';
import type { EventRecorder } from './event-recorder.ts';

type Seen = DeepReadonly<KubernetesObject>;

/** Something to tell, as one recorder said it. */
interface Occurrence {
  readonly component: string;
  readonly about: NonNullable<Event['involvedObject']>;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  readonly at: Instant;
}

/** An Event on the server that counts repeats. */
interface Told {
  readonly name: string;
  readonly first: Instant;
  last: Instant;
  count: number;
}

export interface EventBroadcasterOptions {
  readonly client: Client;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Writes the events of all recorders of a process, one after the other, apart from who tells them. */
export interface EventBroadcaster {
  recorder(component: string): EventRecorder;
  /** Takes no more, writes what waits, until the signal. */
  close(signal: AbortSignal): Promise<void>;
}

const mostWaiting = 1000;
const mostRemembered = 4096;
/** A repeat after so long is news again, on an Event of its own: the old one may be gone from the server. */
const forgottenAfter = minutes(50);

/**
 * Events as client-go records them: equal ones are counted on one Event, many alike become one combined Event, and an object that
 * floods is cut off. Nothing here fails or waits; what cannot be written is dropped.
 */
export function createEventBroadcaster({ client, clock, random, log }: EventBroadcasterOptions): EventBroadcaster {
  const told = new Map<string, Told>();
  const limits: EventLimits = createEventLimits(clock);
  const waiting: Occurrence[] = [];
  const life = new AbortController();
  let writing: Promise<void> | undefined;
  let closed = false;
  let dropped = 0;

  const write = async (occurrence: Occurrence): Promise<void> => {
    const { about, component, type, at } = occurrence;
    const source = `${component}/${about.uid ?? `${about.kind}/${about.namespace}/${about.name}`}`;
    if (!limits.mayTell(source)) return;
    const { message, alike } = limits.combine(`${source}/${type}/${occurrence.reason}`, occurrence.message);
    const identity = `${source}/${type}/${occurrence.reason}/${alike ? 'combined' : message}`;
    const namespace = about.namespace ?? 'default';
    const known = told.get(identity);
    if (known !== undefined && between(known.last, at) < forgottenAfter) {
      known.count += 1;
      known.last = at;
      const body = { count: known.count, lastTimestamp: printInstant(at), message };
      try {
        await client.patch(Event, { namespace, name: known.name }, { type: 'merge', body }, life.signal);
        return;
      } catch (error) {
        if (!refusedAs(error, 'NotFound')) throw error;
      }
    }
    const name = `${about.name ?? ''}.${hexadecimal(at, random)}`;
    const time = printInstant(at);
    remember(told, identity, { name, first: at, last: at, count: 1 });
    await client.create(
      Event,
      {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name, namespace },
        involvedObject: about,
        reason: occurrence.reason,
        message,
        type,
        source: { component },
        reportingComponent: component,
        reportingInstance: '',
        firstTimestamp: time,
        lastTimestamp: time,
        count: 1,
      },
      life.signal,
    );
  };

  const drain = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined && !life.signal.aborted; next = waiting.shift()) {
      // A namespace that is going away takes no more events, and a lost event changes nothing.
      await write(next).catch((error: unknown) => log.debug('Event not written', { reason: next?.reason, err: error }));
    }
    writing = undefined;
  };

  const tell = (component: string, type: 'Normal' | 'Warning', object: Seen, reason: string, message: string): void => {
    if (closed) return;
    if (waiting.length >= mostWaiting) {
      if (dropped === 0) log.warn('Too many events wait to be written, dropping the newest');
      dropped += 1;
      return;
    }
    dropped = 0;
    const { name, namespace, uid, resourceVersion } = object.metadata;
    const about = {
      apiVersion: object.apiVersion,
      kind: object.kind,
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(uid === undefined ? {} : { uid }),
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
    };
    // The API takes 1024 characters; a longer message would lose the whole event.
    const short = message.length > 1024 ? `${message.slice(0, 1021)}...` : message;
    waiting.push({ component, about, type, reason, message: short, at: clock.now() });
    writing ??= Promise.resolve().then(drain);
  };

  return {
    recorder: (component) => ({
      normal: (about, reason, message) => tell(component, 'Normal', about, reason, message),
      warning: (about, reason, message) => tell(component, 'Warning', about, reason, message),
    }),
    async close(signal) {
      closed = true;
      const stop = (): void => life.abort(signal.reason);
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
      await writing;
      signal.removeEventListener('abort', stop);
    },
  };
}

/** Unique per object, and sorted by time: nanoseconds, the last six digits by chance. */
const hexadecimal = (at: Instant, random: Random): string =>
  (BigInt(Math.trunc(at)) * 1_000_000n + BigInt(Math.floor(random.next() * 1_000_000))).toString(16);

function remember(told: Map<string, Told>, identity: string, event: Told): void {
  told.delete(identity);
  told.set(identity, event);
  if (told.size > mostRemembered) told.delete(told.keys().next().value as string);
}
