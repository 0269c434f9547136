import { holdsFormat, isCheckedFormat } from './formats.ts';

describe('a text of a format', () => {
  test.each<[format: string, good: readonly string[], bad: readonly string[]]>([
    ['bsonobjectid', ['507f1f77bcf86cd799439011'], ['507f1f77', 'x07f1f77bcf86cd799439011']],
    ['byte', ['aGVsbG8=', 'aGVs'], ['', 'aGVsbG8', 'a b=']],
    ['cidr', ['10.0.0.0/8', 'fd00::/64', '010.0.0.0/8'], ['10.0.0.0', '10.0.0.0/33']],
    ['creditcard', ['4111111111111111', '4111-1111-1111-1111'], ['4111111111111112', '::1']],
    ['date', ['2024-02-29'], ['2023-02-29', '2024-2-1', '2024-01-02T03:04:05Z']],
    ['date-time', ['2024-01-02T03:04:05Z', '2024-01-02t03:04:05.5+01:00'], ['2024-01-02', '2024-01-02T24:00:00Z', '2024-01-02T03:04:05']],
    ['duration', ['1h30m', '-1.5s', '2 days', '3 weeks'], ['1', 'soon', '5 fortnights']],
    ['email', ['a@b', 'a.b@c.de', 'Jane <a@b.c>'], ['a', '@b', 'a@', 'a b@c']],
    ['hexcolor', ['#fff', 'A0b1C2'], ['#ff', '#ggg']],
    ['hostname', ['a', 'a.example', 'a-b.example', '1.example'], ['', '-a.example', 'a..example', 'a_b']],
    ['ipv4', ['10.0.0.1', '010.0.0.1'], ['10.0.0', '::1', '256.0.0.1']],
    ['ipv6', ['::1', 'fd00::1'], ['10.0.0.1', ':::']],
    ['isbn', ['0321751043', '978-0321751041'], ['0321751044', '123']],
    ['isbn10', ['032175104-3', '080442957X'], ['978-0321751041']],
    ['isbn13', ['978-0321751041'], ['0321751043', '9780321751042']],
    ['k8s-long-name', ['a', 'a.b-c.d'], ['', 'A', 'a..b', `${'a'.repeat(254)}`]],
    ['k8s-short-name', ['a-1'], ['a.b', '-a', 'a'.repeat(64)]],
    ['mac', ['00:11:22:33:44:55', '00-11-22-33-44-55', '0011.2233.4455'], ['00:11:22', '00:11-22:33:44:55', '0:11:22:33:44:55']],
    ['password', ['', 'anything'], []],
    ['rgbcolor', ['rgb(1,2,255)', 'rgb( 1 , 2 , 3 )'], ['rgb(1,2)', 'rgb(1,2,256)']],
    ['ssn', ['123-45-6789'], ['123456789', '12-345-6789']],
    ['uri', ['https://a.example/b?c', '/a', 'mailto:a@b'], ['', 'a/b', 'https://a b', '/%zz']],
    ['uuid', ['550e8400-e29b-41d4-a716-446655440000', '550E8400E29B41D4A716446655440000'], ['550e8400']],
    ['uuid3', ['550e8400-e29b-31d4-0716-446655440000'], ['550e8400-e29b-41d4-a716-446655440000']],
    ['uuid4', ['550e8400-e29b-41d4-a716-446655440000'], ['550e8400-e29b-41d4-0716-446655440000']],
    ['uuid5', ['550e8400-e29b-51d4-b716-446655440000'], ['550e8400-e29b-41d4-a716-446655440000']],
    ['moon-phase', ['anything'], []],
  ])('%s is written as Kubernetes wants it', (format, good, bad) => {
    expect(good.filter((text) => !holdsFormat(text, format))).toEqual([]);
    expect(bad.filter((text) => holdsFormat(text, format))).toEqual([]);
  });

  test('is checked only where Kubernetes knows the format', () => {
    expect(['date-time', 'datetime', 'k8s-short-name', 'int32', 'moon-phase'].map(isCheckedFormat)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
