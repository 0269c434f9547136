import { frame, unframe } from './frame.ts';
import { etcdMethods } from './messages.ts';
import { message, numberField, readFields, textField } from './protobuf.ts';

const header = { clusterID: '14841639068965178418', memberID: '10276657743932975437' };

describe('etcd messages', () => {
  test('carry 64-bit ids without loss', () => {
    const response = { header, version: '3.6.5', leader: '18446744073709551615', learner: true, errors: ['etcdserver: no leader', ''] };
    const { encode, decode } = etcdMethods.status.response;
    expect(decode(encode(response))).toEqual(response);
  });

  test('list members with all that a client reads', () => {
    const response = {
      header,
      members: [
        { id: '1', name: 'cp-0', peerURLs: ['https://10.0.0.1:2380'], clientURLs: ['https://10.0.0.1:2379'], learner: false },
        { id: '2', name: '', peerURLs: ['https://10.0.0.2:2380'], clientURLs: [], learner: true },
      ],
    };
    const { encode, decode } = etcdMethods.members.response;
    expect(decode(encode(response))).toEqual(response);
  });

  test('name alarms', () => {
    const response = { header, alarms: [{ memberID: '7', type: 'NOSPACE' as const }] };
    const { encode, decode } = etcdMethods.alarms.response;
    expect(decode(encode(response))).toEqual(response);
  });

  // Bytes as protoc writes them: tag 1, varint 300.
  test('ask to remove a member with the bytes that etcd expects', () => {
    expect([...etcdMethods.removeMember.request.encode({ memberID: '300' })]).toEqual([0x08, 0xac, 0x02]);
  });

  test('leave out what has the default value', () => {
    expect(message(numberField(1, 0), numberField(2, false), textField(3, ''))).toHaveLength(0);
  });

  test('let fields pass that nobody knows', () => {
    // Field 3 (dbSize), field 11 as 64 bits, field 12 as 32 bits, then leader.
    const bytes = Buffer.from([0x18, 0x80, 0x01, 0x59, 1, 2, 3, 4, 5, 6, 7, 8, 0x65, 1, 2, 3, 4, 0x20, 0x05]);
    expect(etcdMethods.status.response.decode(bytes).leader).toBe('5');
  });

  test.each([
    { rule: 'a number that does not end', bytes: [0x08, 0x80] },
    { rule: 'a string longer than the message', bytes: [0x12, 0x05, 0x61] },
    { rule: 'a group', bytes: [0x0b] },
  ])('refuse $rule', ({ bytes }) => {
    expect(() => readFields(Buffer.from(bytes))).toThrow(RangeError);
  });
});

describe('gRPC frame', () => {
  test('wraps one message', () => {
    expect([...frame(Buffer.from('ab'))]).toEqual([0, 0, 0, 0, 2, 0x61, 0x62]);
    expect(unframe(frame(Buffer.from('ab'))).toString()).toBe('ab');
  });

  test.each([
    { rule: 'an empty body', body: [] },
    { rule: 'a compressed message', body: [1, 0, 0, 0, 0] },
    { rule: 'half a message', body: [0, 0, 0, 0, 2, 0x61] },
  ])('refuses $rule', ({ body }) => {
    expect(() => unframe(Buffer.from(body))).toThrow(RangeError);
  });
});
