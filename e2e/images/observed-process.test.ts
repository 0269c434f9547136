import { excess, type ObservedProcess } from './observed-process.ts';

const restricted: ObservedProcess = {
  userId: 65_532,
  capabilities: ['0000000000000000', '0000000000000000', '0000000000000000'],
  noNewPrivileges: true,
  seccompFilter: true,
  readOnlyRoot: true,
  residentBytes: 1,
};

describe('excess of a process', () => {
  test.each<{ rule: string; seen: Partial<ObservedProcess>; found: readonly string[] }>([
    { rule: 'there is none in a restricted one', seen: {}, found: [] },
    { rule: 'root is', seen: { userId: 0 }, found: ['it runs as user 0'] },
    { rule: 'any capability is', seen: { capabilities: ['0', '0', '400'] }, found: ['it has capabilities 0, 0, 400'] },
    { rule: 'programs that run as others are', seen: { noNewPrivileges: false }, found: ['it could gain privileges'] },
    { rule: 'every system call is', seen: { seccompFilter: false }, found: ['no filter is on its system calls'] },
    { rule: 'a root to write to is', seen: { readOnlyRoot: false }, found: ['it could write to its root file system'] },
  ])('$rule', ({ seen, found }) => expect(excess({ ...restricted, ...seen })).toEqual(found));
});
