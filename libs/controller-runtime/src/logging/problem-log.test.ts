import { instant, minutes, seconds, transient, type Duration } from '@capi/seams';
import { virtualClock, type VirtualClock } from '@capi/seams/testing';

import { ApiError } from '../client/api-error.ts';
import { TransportError } from '../transport/transport-error.ts';
import { createLog } from './create-log.ts';
import { createProblemLog, type ProblemLog } from './problem-log.ts';

interface Line {
  readonly level: string;
  readonly message: string;
  readonly values: Readonly<Record<string, unknown>>;
}

interface Told {
  readonly clock: VirtualClock;
  readonly problems: ProblemLog;
  fails(subject: string, error: unknown, where?: string): void;
  /** What is read without debugging. */
  lines(): readonly Line[];
  all(): readonly Line[];
}

function aProblemLog(): Told {
  const clock = virtualClock(instant(0));
  const written: Line[] = [];
  const log = createLog({ enabled: () => true, write: (level, message, values) => void written.push({ level, message, values }) });
  const problems = createProblemLog(clock, log);
  return {
    clock,
    problems,
    fails: (subject, error, where = 'widget') =>
      problems.failed({ error, subject, where, level: 'error', message: 'Reconciler error' }, log),
    lines: () => written.filter(({ level }) => level !== 'debug'),
    all: () => written,
  };
}

const pass = ({ clock }: Told, time: Duration): Promise<void> => clock.advance(time);
const unreachable = (): Error => new TransportError('cannot talk to https://a: connect ECONNREFUSED');
const because = (cause: Error) => transient({ action: 'patch', object: 'Widget team-a/x', why: 'the server is in trouble' }, cause);
const overloaded = (code: number, message: string, isStatus: boolean): Error =>
  new ApiError({ code, reason: 'ServiceUnavailable', message, isStatus });

describe('problem log', () => {
  test('tells of a problem once, whoever meets it and however often', () => {
    const told = aProblemLog();
    for (let time = 0; time < 500; time += 1) {
      told.fails('watch widgets', unreachable());
      told.fails('reconcile widget team-a/x', because(unreachable()));
    }
    expect(told.lines()).toHaveLength(1);
    expect(told.all()).toHaveLength(1000);
  });

  test('says how long a problem lasted and how often it was met once it did not come back for a while', async () => {
    const told = aProblemLog();
    for (const subject of ['a', 'b', 'a']) {
      told.fails(subject, unreachable());
      await pass(told, seconds(5));
    }
    told.problems.recovered('a');
    told.problems.recovered('b');
    await pass(told, seconds(31));
    expect(told.lines()).toHaveLength(1);
    told.problems.recovered('anybody');
    expect(told.lines()[1]).toEqual({
      level: 'info',
      message: 'A problem is over',
      values: { problem: 'Reconciler error', err: unreachable(), failures: 3, affected: 2, lasted: '10s' },
    });
  });

  test('is not over while one of those whom it struck has not recovered', async () => {
    const told = aProblemLog();
    told.fails('a', unreachable());
    told.fails('b', unreachable());
    told.problems.recovered('a');
    await pass(told, minutes(5));
    told.problems.recovered('a');
    expect(told.lines()).toHaveLength(1);
  });

  test('what comes and goes every few seconds is one problem', async () => {
    const told = aProblemLog();
    for (let cut = 0; cut < 20; cut += 1) {
      told.fails('a', unreachable());
      told.problems.recovered('a');
      await pass(told, seconds(3));
    }
    expect(told.lines()).toHaveLength(1);
  });

  test('says nothing more of a single failure', async () => {
    const told = aProblemLog();
    told.fails('a', unreachable());
    told.problems.recovered('a');
    await pass(told, minutes(1));
    told.problems.recovered('a');
    expect(told.lines()).toHaveLength(1);
  });

  test('reminds of a problem that lasts', async () => {
    const told = aProblemLog();
    for (let minute = 0; minute < 25; minute += 1) {
      told.fails('a', unreachable());
      await pass(told, minutes(1));
    }
    expect(told.lines().map(({ values }) => [values['failures'], values['lasts']])).toEqual([
      [undefined, undefined],
      [11, '10m0s'],
      [21, '20m0s'],
    ]);
  });

  test.each([
    { rule: 'other texts are other problems', errors: [new Error('no luck'), new Error('no time')], problems: 2 },
    {
      rule: 'a server that has too much to do is one problem, whatever was asked of it by way of something in between',
      errors: [overloaded(429, 'patch Widget x: the server answered 429', false), overloaded(429, 'list widgets: …', false)],
      problems: 1,
    },
    {
      rule: 'a server that cannot be reached is one problem, however that shows',
      errors: ['read ECONNRESET', 'connect ECONNREFUSED'].map((why) => new TransportError(why, { unreachable: 'https://a' })),
      problems: 1,
    },
    {
      rule: 'a certificate that is no good is a problem of its own',
      errors: [new TransportError('connect ECONNREFUSED', { unreachable: 'https://a' }), new TransportError('certificate has expired')],
      problems: 2,
    },
    {
      rule: 'two webhooks that do not answer are two problems',
      errors: [overloaded(500, 'failed calling webhook "a"', true), overloaded(500, 'failed calling webhook "b"', true)],
      problems: 2,
    },
    {
      rule: 'what the server says of single objects are problems of their own',
      errors: [overloaded(403, 'widgets "a" is forbidden', true), overloaded(403, 'widgets "b" is forbidden', true)],
      problems: 2,
    },
  ])('$rule', ({ errors, problems }) => {
    const told = aProblemLog();
    for (const error of [...errors, ...errors]) told.fails('a', error);
    expect(told.lines()).toHaveLength(problems);
  });

  test.each([
    { rule: 'the same text of two controllers is two problems', error: () => new TypeError('x is undefined'), problems: 2 },
    { rule: 'trouble of the server is one problem for all controllers', error: unreachable, problems: 1 },
    {
      rule: 'what is about no object is one problem for all controllers',
      error: () => transient({ action: 'write', why: 'the lease must be renewed first' }),
      problems: 1,
    },
  ])('$rule', ({ error, problems }) => {
    const told = aProblemLog();
    for (const where of ['widget', 'gadget', 'widget']) told.fails(`reconcile ${where} x`, error(), where);
    expect(told.lines()).toHaveLength(problems);
  });
});
