import { addressBytes } from './address.ts';

describe('IP addresses', () => {
  test.each([
    { rule: 'have four bytes', text: '10.0.0.255', bytes: '0a0000ff' },
    { rule: 'have sixteen bytes', text: '2001:db8:0:0:0:0:0:1', bytes: '20010db8000000000000000000000001' },
    { rule: 'leave out a run of zeros', text: '2001:db8::1', bytes: '20010db8000000000000000000000001' },
    { rule: 'may be nothing but zeros', text: '::', bytes: '00000000000000000000000000000000' },
    { rule: 'may end in four bytes', text: '::ffff:10.0.0.1', bytes: '00000000000000000000ffff0a000001' },
  ])('$rule', ({ text, bytes }) => expect(Buffer.from(addressBytes(text) ?? []).toString('hex')).toBe(bytes));

  test.each([
    '',
    '10.0.0',
    '10.0.0.0.1',
    '10.0.0.1.',
    '10.0.0.01',
    '256.0.0.1',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    ':1',
    'g::',
    '::12345',
    '1:2:3:4:5:6:7::8:9',
  ])('cannot be %j', (text) => expect(addressBytes(text)).toBeUndefined());
});
