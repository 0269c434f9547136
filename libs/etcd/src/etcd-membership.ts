/** One member as the cluster lists it. Ids are unsigned 64-bit numbers in decimal. */
export interface EtcdMember {
  readonly id: string;
  readonly name: string;
  readonly peerURLs: readonly string[];
  readonly clientURLs: readonly string[];
  /** A learner does not vote. */
  readonly learner: boolean;
}

/** Something that keeps a member from working: no space left, or data that does not agree with the others. */
export interface EtcdAlarm {
  readonly memberID: string;
  readonly type: 'NONE' | 'NOSPACE' | 'CORRUPT';
}

/** What one member says of itself. */
export interface EtcdStatus {
  readonly memberID: string;
  readonly clusterID: string;
  readonly leader: string;
  readonly version: string;
  readonly learner: boolean;
  readonly errors: readonly string[];
}

/** A connection to one etcd member. Every call fails with a transient OperationError on timeout or refusal. */
export interface EtcdClient {
  status(signal: AbortSignal): Promise<EtcdStatus>;
  members(signal: AbortSignal): Promise<readonly EtcdMember[]>;
  alarms(signal: AbortSignal): Promise<readonly EtcdAlarm[]>;
  /** Only the leader accepts this. */
  moveLeader(toMemberID: string, signal: AbortSignal): Promise<void>;
  /** Removing a member that is gone already is success. */
  removeMember(memberID: string, signal: AbortSignal): Promise<void>;
  close(): void;
}
