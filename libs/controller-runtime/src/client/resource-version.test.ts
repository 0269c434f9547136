import { compareResourceVersions } from './resource-version.ts';

describe('resource versions', () => {
  test.each([
    { left: '9', right: '10', order: -1 },
    { left: '10', right: '10', order: 0 },
    { left: '123456789012345678901', right: '123456789012345678900', order: 1 },
    { left: undefined, right: '1', order: -1 },
  ])('$left against $right is $order', ({ left, right, order }) => {
    expect(Math.sign(compareResourceVersions(left, right))).toBe(order);
  });
});
