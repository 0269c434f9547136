import { parseProviderID, printProviderID } from './provider-id.ts';

describe('provider ID', () => {
  test('names the container after four slashes', () => {
    expect(printProviderID('demo-cp-x7k2p')).toBe('docker:////demo-cp-x7k2p');
    expect(parseProviderID('docker:////demo-cp-x7k2p')).toBe('demo-cp-x7k2p');
  });

  test.each([undefined, '', 'in-memory://demo', 'docker:////', 'docker:////a/b', 'docker://a', 'docker:////a\nb'])(
    'of another form names no container: %j',
    (providerID) => expect(parseProviderID(providerID)).toBeUndefined(),
  );
});
