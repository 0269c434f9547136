import { readReport } from './journal.ts';

const report = (...lines: string[]): string => ['step 1 1 seen before', '', ...lines, 'end', ''].join('\n');
const tail = (text: string): string => Buffer.from(text).toString('base64');

describe('report of a runner', () => {
  test.each<{ rule: string; output: string; state: unknown }>([
    { rule: 'is nothing when it is cut off', output: 'report ended\nbegin 1 1\n', state: undefined },
    { rule: 'is nothing when it is missing', output: 'begin 1 1\nstep 1 2 a\n', state: undefined },
    { rule: 'tells that nothing has begun', output: report('report absent'), state: { kind: 'absent' } },
    { rule: "takes upstream's mark for the end", output: report('report legacy'), state: { kind: 'completed', steps: [] } },
    {
      rule: 'tells what is being done',
      output: report('report running', 'begin 1 7', 'step 1 5 a', 'done 1 6 0', 'step 2 6 b c'),
      state: { kind: 'running', progress: { step: 'b c', index: 2, count: 7 } },
    },
    {
      rule: 'tells when each step ran',
      output: report('report ended', 'begin 1 1', 'step 1 5 a b', 'done 1 6 0', 'result completed'),
      state: { kind: 'completed', steps: [{ index: 1, step: 'a b', startedAt: 5, endedAt: 6 }] },
    },
    {
      rule: 'knows a journal without a result as interrupted',
      output: report('report ended', 'begin 1 1', 'step 1 5 a'),
      state: { kind: 'interrupted', step: 'a', stdout: [], stderr: [], steps: [{ index: 1, step: 'a', startedAt: 5 }] },
    },
    {
      rule: 'has ten lines of one stream and five of the other',
      output: report(
        'report ended',
        'begin 1 1',
        'step 1 5 a',
        'result failed 1 4',
        `stdout ${tail('x\n'.repeat(20))}`,
        `stderr ${tail('y\n'.repeat(20))}`,
      ),
      state: expect.objectContaining({ kind: 'failed', exitCode: 4, stdout: Array(10).fill('x'), stderr: Array(5).fill('y') }),
    },
    {
      rule: 'leaves out a line that may begin within a secret',
      output: report('report ended', 'step 1 5 a', 'result failed 1 4', `stderr ${tail(`${'k'.repeat(4086)}\nthe rest\n`)}`),
      state: expect.objectContaining({ stderr: ['the rest'] }),
    },
  ])('$rule', ({ output, state }) => expect(readReport(output)).toEqual(state));
});
