import type { EtcdAlarm, EtcdMember } from '../etcd-membership.ts';
import { bytesField, bytesIn, message, numberField, numberIn, readFields, textField, textIn, textsField, textsIn } from './protobuf.ts';

/** Turns a message into bytes and back. Field numbers are those of etcd's `rpc.proto` (v3). */
export interface Codec<T> {
  readonly encode: (value: T) => Buffer;
  /** @throws RangeError when the bytes are not a protobuf message */
  readonly decode: (bytes: Buffer) => T;
}

/** What every answer of etcd starts with. Ids are unsigned 64-bit numbers in decimal. */
export interface ResponseHeader {
  readonly clusterID: string;
  readonly memberID: string;
}

/** Answer to `Maintenance/Status`; sizes and raft indexes are left out, nobody here reads them. */
export interface StatusResponse {
  readonly header: ResponseHeader;
  readonly version: string;
  readonly leader: string;
  readonly learner: boolean;
  readonly errors: readonly string[];
}

/** Answer to `Cluster/MemberList`, and to `MemberRemove` with those that are left. */
export interface MembersResponse {
  readonly header: ResponseHeader;
  readonly members: readonly EtcdMember[];
}

/** Answer to `Maintenance/Alarm`. */
export interface AlarmsResponse {
  readonly header: ResponseHeader;
  readonly alarms: readonly EtcdAlarm[];
}

/** A request that names a member: whom to remove, or to whom leadership moves. */
export interface MemberRequest {
  readonly memberID: string;
}

const alarmTypes = ['NONE', 'NOSPACE', 'CORRUPT'] as const;

const header: Codec<ResponseHeader> = {
  encode: ({ clusterID, memberID }) => message(numberField(1, BigInt(clusterID)), numberField(2, BigInt(memberID))),
  decode: (bytes) => {
    const fields = readFields(bytes);
    return { clusterID: String(numberIn(fields, 1)), memberID: String(numberIn(fields, 2)) };
  },
};

const member: Codec<EtcdMember> = {
  encode: ({ id, name, peerURLs, clientURLs, learner }) =>
    message(numberField(1, BigInt(id)), textField(2, name), textsField(3, peerURLs), textsField(4, clientURLs), numberField(5, learner)),
  decode: (bytes) => {
    const fields = readFields(bytes);
    return {
      id: String(numberIn(fields, 1)),
      name: textIn(fields, 2),
      peerURLs: textsIn(fields, 3),
      clientURLs: textsIn(fields, 4),
      learner: numberIn(fields, 5) !== 0n,
    };
  },
};

const alarm: Codec<EtcdAlarm> = {
  encode: ({ memberID, type }) => message(numberField(1, BigInt(memberID)), numberField(2, alarmTypes.indexOf(type))),
  decode: (bytes) => {
    const fields = readFields(bytes);
    return { memberID: String(numberIn(fields, 1)), type: alarmTypes[Number(numberIn(fields, 2))] ?? 'NONE' };
  },
};

const headerIn = (bytes: Buffer | undefined): ResponseHeader =>
  bytes === undefined ? { clusterID: '0', memberID: '0' } : header.decode(bytes);

const nothing: Codec<Record<never, never>> = { encode: () => Buffer.alloc(0), decode: () => ({}) };

const memberRequest: Codec<MemberRequest> = {
  encode: ({ memberID }) => message(numberField(1, BigInt(memberID))),
  decode: (bytes) => ({ memberID: String(numberIn(readFields(bytes), 1)) }),
};

const headerOnly: Codec<{ readonly header: ResponseHeader }> = {
  encode: (value) => message(bytesField(1, header.encode(value.header))),
  decode: (bytes) => ({ header: headerIn(bytesIn(readFields(bytes), 1).at(-1)) }),
};

const members: Codec<MembersResponse> = {
  encode: (value) => message(bytesField(1, header.encode(value.header)), ...value.members.map((one) => bytesField(2, member.encode(one)))),
  decode: (bytes) => {
    const fields = readFields(bytes);
    return { header: headerIn(bytesIn(fields, 1).at(-1)), members: bytesIn(fields, 2).map((one) => member.decode(one)) };
  },
};

const alarms: Codec<AlarmsResponse> = {
  encode: (value) => message(bytesField(1, header.encode(value.header)), ...value.alarms.map((one) => bytesField(2, alarm.encode(one)))),
  decode: (bytes) => {
    const fields = readFields(bytes);
    return { header: headerIn(bytesIn(fields, 1).at(-1)), alarms: bytesIn(fields, 2).map((one) => alarm.decode(one)) };
  },
};

const status: Codec<StatusResponse> = {
  encode: (value) =>
    message(
      bytesField(1, header.encode(value.header)),
      textField(2, value.version),
      numberField(4, BigInt(value.leader)),
      textsField(8, value.errors),
      numberField(10, value.learner),
    ),
  decode: (bytes) => {
    const fields = readFields(bytes);
    return {
      header: headerIn(bytesIn(fields, 1).at(-1)),
      version: textIn(fields, 2),
      leader: String(numberIn(fields, 4)),
      errors: textsIn(fields, 8),
      learner: numberIn(fields, 10) !== 0n,
    };
  },
};

/** One unary call: its path on the wire, and how its messages are written. */
export interface Method<Request, Response> {
  readonly path: string;
  readonly request: Codec<Request>;
  readonly response: Codec<Response>;
}

const method = <Request, Response>(path: string, request: Codec<Request>, response: Codec<Response>): Method<Request, Response> => ({
  path,
  request,
  response,
});

/** The calls that membership needs. A client sends them, the simulated etcd answers them. `alarms` asks for all alarms of all members. */
export const etcdMethods = {
  status: method('/etcdserverpb.Maintenance/Status', nothing, status),
  alarms: method('/etcdserverpb.Maintenance/Alarm', nothing, alarms),
  moveLeader: method('/etcdserverpb.Maintenance/MoveLeader', memberRequest, headerOnly),
  members: method('/etcdserverpb.Cluster/MemberList', nothing, members),
  removeMember: method('/etcdserverpb.Cluster/MemberRemove', memberRequest, members),
} as const;
