import { parseCloudConfig } from './parse.ts';

const parse = (body: string) => parseCloudConfig(`#cloud-config\n${body}`);

describe('logins of a document', () => {
  test('have what the document says, and are locked unless it says otherwise', () => {
    const { users } = parse(`users:
- default
- ada
- name: bob
  gecos: B
  homedir: /b
  shell: /bin/bash
  primary_group: team
  groups: adm, wheel
  uid: 1234
  passwd: $6$x
  lock_passwd: false
  inactive: true
  sudo: ["ALL=(ALL) ALL"]
  ssh-authorized-keys: [k]
  no_create_home: true
`);
    expect(users).toEqual([
      { name: 'ada', groups: [], lockPassword: true, system: false, createHome: true, sudo: [], sshAuthorizedKeys: [] },
      {
        name: 'bob',
        gecos: 'B',
        homeDir: '/b',
        shell: '/bin/bash',
        primaryGroup: 'team',
        groups: ['adm', 'wheel'],
        uid: '1234',
        passwd: '$6$x',
        lockPassword: false,
        inactive: '0',
        system: false,
        createHome: false,
        sudo: ['ALL=(ALL) ALL'],
        sshAuthorizedKeys: ['k'],
      },
    ]);
  });

  test('may be none, or names in a row', () => {
    expect(parse('users: []').users).toEqual([]);
    expect(parse('users: false').users).toEqual([]);
    expect(parse('users: ada, bob').users.map(({ name }) => name)).toEqual(['ada', 'bob']);
  });

  test('may have no password rules at all', () => expect(parse('users: [{ name: a, sudo: false }]').users[0]?.sudo).toEqual([]));

  test('come with groups and their members', () => {
    expect(parse('groups:\n- wheel\n- team: [ada, bob]\n- other: ada\n').groups).toEqual([
      { name: 'wheel', members: [] },
      { name: 'team', members: ['ada', 'bob'] },
      { name: 'other', members: ['ada'] },
    ]);
  });

  test.each<{ rule: string; body: string; error: string }>([
    { rule: 'have a name', body: '\nusers: [{ passwd: secret }]', error: 'line 3: users[0] has no name that a login may have' },
    { rule: 'have a name that a login may have', body: 'users: [{ name: "a:b\\nsecret" }]', error: 'line 2: users[0] has no name' },
    { rule: 'are mappings or names', body: 'users: [[secret]]', error: 'line 2: users[0] is not a mapping' },
    { rule: 'are in groups with names', body: 'users: [{ name: a, groups: "a secret" }]', error: 'users[0].groups holds a name that' },
  ])('$rule', ({ body, error }) => {
    expect(() => parse(body)).toThrow(error);
    expect(() => parse(body)).not.toThrow(/secret/);
  });
});
