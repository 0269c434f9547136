import { capacityOf } from './capacity.ts';

describe('capacity of a machine', () => {
  test.each([
    { memory: 8 * 1024 ** 3, quantity: '8Gi' },
    { memory: 16_384_000 * 1024, quantity: '16000Mi' },
    { memory: 16_302_692 * 1024, quantity: '16302692Ki' },
    { memory: 1023, quantity: '1023' },
    { memory: 0, quantity: '0' },
  ])('writes $memory bytes as $quantity', ({ memory, quantity }) =>
    expect(capacityOf({ processors: 2, memory })).toEqual({ cpu: '2', memory: quantity }),
  );
});
