import { clientCertificates, firstOf, staticTokens } from './authenticators.ts';

describe('authentication', () => {
  const robot = { username: 'robot', groups: ['machines'] };
  const tokens = staticTokens(new Map([['secret', robot]]));

  test('knows a certificate by its common name and organizations', async () => {
    expect(await clientCertificates({ certificate: { commonName: 'ada', organizations: ['dev'] } })).toEqual({
      username: 'ada',
      groups: ['dev'],
    });
    expect(await clientCertificates({ bearerToken: 'secret' })).toBeUndefined();
  });

  test('knows a token that was agreed on, and no other', async () => {
    expect(await tokens({ bearerToken: 'secret' })).toEqual(robot);
    expect(await tokens({ bearerToken: 'secre7' })).toBeUndefined();
    expect(await tokens({})).toBeUndefined();
  });

  test('asks one after the other', async () => {
    const either = firstOf(clientCertificates, tokens);
    expect(await either({ bearerToken: 'secret' })).toEqual(robot);
    expect(await either({ bearerToken: 'other' })).toBeUndefined();
  });
});
