import { readImageTag, readVersion } from './tolerant-version.ts';

describe('tolerant version', () => {
  test.each([
    { rule: 'has a v or not', text: 'v1.12.1', numbers: [1, 12, 1] },
    { rule: 'may lack numbers', text: '1.8', numbers: [1, 8, 0] },
    { rule: 'may have leading zeros', text: '01.08.00', numbers: [1, 8, 0] },
    { rule: 'may have a pre-release, which does not count', text: '1.8.6-rc.1', numbers: [1, 8, 6] },
    { rule: 'has no pre-release without a patch', text: '1.8-rc.1', numbers: undefined },
    { rule: 'is more than a word', text: 'latest', numbers: undefined },
    { rule: 'is not empty', text: '', numbers: undefined },
  ])('$rule', ({ text, numbers }) => expect(readVersion(text)).toEqual(numbers));

  test('of an image tag writes + as _', () => expect(readImageTag('v1.8.6_vendor.1')).toEqual([1, 8, 6]));
});
