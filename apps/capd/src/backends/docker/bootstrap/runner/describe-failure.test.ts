import { describeFailure } from './describe-failure.ts';

const failure = { step: 'runcmd 2 of 3: kubeadm join', stdout: [], stderr: [], steps: [] };

describe('description of a bootstrap that failed', () => {
  test('has the step, its exit code and the last lines of both streams', () => {
    expect(describeFailure({ kind: 'failed', ...failure, exitCode: 1, stdout: ['one', 'two'], stderr: ['refused'] })).toBe(
      'runcmd 2 of 3: kubeadm join failed with exit code 1\nSTDOUT:\n...\n  * one\n  * two\nSTDERR: refused',
    );
  });

  test.each<{ rule: string; kind: 'timed-out' | 'interrupted'; says: string }>([
    { rule: 'says that the time was over', kind: 'timed-out', says: 'was not finished when the time' },
    { rule: 'says that it is not started again after an interruption', kind: 'interrupted', says: 'is not started again' },
  ])('$rule', ({ kind, says }) => expect(describeFailure({ kind, ...failure })).toContain(says));
});
