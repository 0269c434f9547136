import { requestScheme } from './request-scheme.ts';

describe('the scheme of a URI in a request', () => {
  test.each([
    ['https://h/p', 'https'],
    ['HTTPS://h', 'https'],
    ['https://', 'https'],
    ['https:opaque', 'https'],
    ['https://u:p@h:8443/a%20b?x=%', 'https'],
    ['https://[::1]:8443/', 'https'],
    ['/a b', ''],
    ['//h/p', ''],
    ['*', ''],
    ['https://a%25b/', 'https'],
    ['mailto:a@b', 'mailto'],
  ])('of %j is %j', (text, scheme) => expect(requestScheme(text)).toBe(scheme));

  test.each([
    '',
    'h/p',
    ':h',
    'https://h:port',
    'https://a b/',
    'https://h/%zz',
    'https://[::1',
    '/a\u0001',
    'https://h%41',
    'https://h%',
    'https://u ser@h',
    '1a://h',
  ])('cannot be read from %j', (text) => expect(requestScheme(text)).toBeUndefined());
});
