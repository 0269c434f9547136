import type { Admission, Ruling } from '@capi/admission';
import type { KubernetesObject } from '@capi/api';

/** A write of an object that is given loosely, since rules see objects before their schema was checked. All feature gates are on. */
export const aWrite = <T extends KubernetesObject>(
  object: object,
  more: { before?: object } & Partial<Omit<Admission, 'before'>> = {},
): Admission<T> =>
  ({
    operation: more.before === undefined ? 'CREATE' : 'UPDATE',
    dryRun: false,
    requestedVersion: 'v1beta2',
    gates: { enabled: () => true },
    ...more,
    object: { metadata: { name: 'a', namespace: 'team' }, ...object },
  }) as unknown as Admission<T>;

/** Feature gates that are all off. */
export const gatesOff = { gates: { enabled: () => false } };

/** What a ruling finds, in short: `Invalid spec.version`. */
export const found = ({ findings }: Ruling): readonly string[] => findings.map(({ kind, path }) => `${kind} ${path}`);
