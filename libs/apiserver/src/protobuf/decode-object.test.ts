import { decodeObject } from './decode-object.ts';
import { MalformedMessage } from './wire.ts';

/** A field of a message, by hand: numbers as varints below 128, texts and messages with their length. */
type Field = readonly [number: number, value: number | string | readonly Field[] | Uint8Array];

function encode(fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.map(([number, value]) => {
      if (typeof value === 'number') return Buffer.from([number << 3, value]);
      const bytes = typeof value === 'string' ? Buffer.from(value) : value instanceof Uint8Array ? Buffer.from(value) : encode(value);
      return Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);
    }),
  );
}

const object = (apiVersion: string, kind: string, fields: readonly Field[]): Buffer =>
  Buffer.concat([
    Buffer.from('k8s\0'),
    encode([
      [
        1,
        [
          [1, apiVersion],
          [2, kind],
        ],
      ],
      [2, encode(fields)],
    ]),
  ]);

const metadata: Field = [
  1,
  [
    [1, 'a'],
    [
      11,
      [
        [1, 'k'],
        [2, 'v'],
      ],
    ],
    [14, 'example.com/x'],
  ],
];

describe('objects as protocol buffers', () => {
  test.each<{ rule: string; bytes: Buffer; json: object }>([
    {
      rule: 'maps, lists and bytes are read as JSON has them',
      bytes: object('v1', 'Secret', [
        metadata,
        [
          2,
          [
            [1, 'token'],
            [2, 'x'],
          ],
        ],
        [3, 'Opaque'],
      ]),
      json: { metadata: { name: 'a', labels: { k: 'v' }, finalizers: ['example.com/x'] }, data: { token: 'eA==' }, type: 'Opaque' },
    },
    {
      rule: 'times with and without microseconds have their own form, a time that is not set is left out',
      bytes: object('coordination.k8s.io/v1', 'Lease', [
        [
          1,
          [
            [1, 'a'],
            [8, []],
          ],
        ],
        [
          2,
          [
            [3, [[1, 60]]],
            [5, 0],
          ],
        ],
      ]),
      json: { metadata: { name: 'a' }, spec: { acquireTime: '1970-01-01T00:01:00.000000Z', leaseTransitions: 0 } },
    },
    {
      rule: 'zeros of fields that may be absent are left out, zeros of optional ones are kept',
      bytes: object('apps/v1', 'Deployment', [
        [
          1,
          [
            [1, 'a'],
            [2, ''],
          ],
        ],
        [
          2,
          [
            [1, 0],
            [5, 0],
          ],
        ],
      ]),
      json: { metadata: { name: 'a' }, spec: { replicas: 0 } },
    },
    {
      rule: 'inlined messages belong to their parent',
      bytes: object('v1', 'Pod', [
        [1, [[1, 'a']]],
        [
          2,
          [
            [
              1,
              [
                [1, 'v'],
                [2, [[1, [[1, '/x']]]]],
              ],
            ],
          ],
        ],
      ]),
      json: { metadata: { name: 'a' }, spec: { volumes: [{ name: 'v', hostPath: { path: '/x' } }] } },
    },
    {
      rule: 'ports may be numbers or names',
      bytes: object('v1', 'Service', [
        [
          2,
          [
            [
              1,
              [
                [3, 80],
                [
                  4,
                  [
                    [1, 1],
                    [2, 0],
                    [3, 'web'],
                  ],
                ],
              ],
            ],
          ],
        ],
      ]),
      json: { spec: { ports: [{ port: 80, targetPort: 'web' }] } },
    },
    {
      rule: 'options of a deletion belong to every group',
      bytes: object('apps/v1', 'DeleteOptions', [[4, 'Foreground']]),
      json: { propagationPolicy: 'Foreground' },
    },
  ])('$rule', ({ bytes, json }) => {
    const { apiVersion, kind, ...rest } = decodeObject(bytes);
    expect([typeof apiVersion, typeof kind, rest]).toEqual(['string', 'string', json]);
  });

  test.each([
    ['anything else', Buffer.from('{}')],
    ['a kind without messages', object('example.com/v1', 'Widget', [])],
    ['a cut off message', object('v1', 'Secret', [metadata]).subarray(0, 30)],
  ])('%s is refused', (_what, bytes) => {
    expect(() => decodeObject(bytes)).toThrow(MalformedMessage);
  });
});
