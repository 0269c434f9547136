import {
  dns1035LabelProblems,
  dns1123LabelProblems,
  dns1123SubdomainProblems,
  labelValueProblems,
  qualifiedNameProblems,
  validateName,
} from './names.ts';

const long = 'a'.repeat(64);

describe('a name', () => {
  test.each<{ rule: string; problems: (text: string) => readonly string[]; good: string[]; bad: string[] }>([
    {
      rule: 'is the value of a label when it is short and has letters or digits at its ends, or is empty',
      problems: labelValueProblems,
      good: ['', 'a', 'A_b.c-9', 'a'.repeat(63)],
      bad: ['-a', 'a-', 'a b', 'a/b', long, 'é', 'a\n'],
    },
    {
      rule: 'is a label of DNS without dots and capitals',
      problems: dns1123LabelProblems,
      good: ['a', '1a', 'a-b'],
      bad: ['', 'a.b', 'A', '-a', long],
    },
    {
      rule: 'is a subdomain of DNS with dots, but not with empty parts',
      problems: dns1123SubdomainProblems,
      good: ['a', 'a.b-c.9', `${'a'.repeat(63)}.${long}`],
      bad: ['', 'a..b', '.a', 'a_b', 'A.b', 'a'.repeat(254)],
    },
    {
      rule: 'is that of a Service when it starts with a letter',
      problems: dns1035LabelProblems,
      good: ['a', 'a-1'],
      bad: ['1a', '', 'a.b'],
    },
    {
      rule: 'is a key with at most one domain in front',
      problems: qualifiedNameProblems,
      good: ['a', 'A_b.c', 'example.com/a', `${'a'.repeat(253)}/b`],
      bad: ['', 'a/', '/a', 'a/b/c', 'Example.com/a', 'a b', long, '-a'],
    },
  ])('$rule', ({ problems, good, bad }) => {
    expect(good.flatMap(problems)).toEqual([]);
    expect(bad.filter((text) => problems(text).length === 0)).toEqual([]);
  });

  test('is counted in bytes', () => expect(labelValueProblems('é'.repeat(32))).toHaveLength(2));

  test('has a finding for each problem', () => {
    expect(validateName('spec.name', 'x/', qualifiedNameProblems)).toMatchObject([
      { kind: 'Invalid', path: 'spec.name', value: 'x/', message: 'the name must not be empty' },
      { kind: 'Invalid', path: 'spec.name' },
    ]);
  });
});
