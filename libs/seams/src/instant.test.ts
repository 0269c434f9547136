import { parseInstant, printInstant, rewriteInstant } from './instant.ts';

describe('a time that is written anew', () => {
  test.each([
    { rule: 'stays when it is as Kubernetes prints it', text: '2026-11-21T09:52:00Z', is: '2026-11-21T09:52:00Z' },
    { rule: 'stays on the last day of a long month', text: '2024-02-29T23:59:59Z', is: '2024-02-29T23:59:59Z' },
    { rule: 'loses parts of a second', text: '2026-11-21T09:52:00.999Z', is: '2026-11-21T09:52:00Z' },
    { rule: 'moves to UTC', text: '2026-11-21T00:30:00+01:00', is: '2026-11-20T23:30:00Z' },
    { rule: 'gets capital letters', text: '2026-11-21t09:52:00z', is: '2026-11-21T09:52:00Z' },
    { rule: 'is none in a month that does not exist', text: '2026-13-01T00:00:00Z', is: undefined },
    { rule: 'is none at an hour that does not exist', text: '2026-11-21T25:00:00Z', is: undefined },
    { rule: 'is none when it is something else', text: 'tomorrow', is: undefined },
  ])('$rule', ({ text, is }) => {
    expect(rewriteInstant(text)).toBe(is);
    const moment = parseInstant(text);
    expect(moment === undefined ? undefined : printInstant(moment)).toBe(is);
  });
});
