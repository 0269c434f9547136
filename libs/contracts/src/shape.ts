import type { MachineAddress } from '@capi/api';

/** What a value found in an object of another provider must look like. */
export interface Shape<T> {
  /** As it is named in messages: "a text". */
  readonly name: string;
  readonly holds: (value: unknown) => value is T;
}

export const text: Shape<string> = { name: 'a text', holds: (value): value is string => typeof value === 'string' };

export const flag: Shape<boolean> = { name: 'true or false', holds: (value): value is boolean => typeof value === 'boolean' };

export const count: Shape<number> = { name: 'a whole number', holds: (value): value is number => Number.isInteger(value) };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isOptional = (value: unknown, shape: Shape<unknown>): boolean => value === undefined || value === null || shape.holds(value);

/** Host and port, both of which may still be missing. */
export interface SeenEndpoint {
  readonly host?: string;
  readonly port?: number;
}

export const endpoint: Shape<SeenEndpoint> = {
  name: 'an endpoint with host and port',
  holds: (value): value is SeenEndpoint => isRecord(value) && isOptional(value['host'], text) && isOptional(value['port'], count),
};

export const addresses: Shape<readonly MachineAddress[]> = {
  name: 'a list of addresses with type and address',
  holds: (value): value is readonly MachineAddress[] =>
    Array.isArray(value) && value.every((one) => isRecord(one) && text.holds(one['type']) && text.holds(one['address'])),
};

/** A failure domain as a provider reports it, before it is brought into one form. */
export interface ReportedFailureDomain {
  readonly controlPlane?: boolean;
  readonly attributes?: Readonly<Record<string, string>>;
}

const isFailureDomain = (value: unknown): value is ReportedFailureDomain =>
  isRecord(value) &&
  isOptional(value['controlPlane'], flag) &&
  (value['attributes'] === undefined ||
    value['attributes'] === null ||
    (isRecord(value['attributes']) && Object.values(value['attributes']).every(text.holds)));

export const failureDomainList: Shape<readonly (ReportedFailureDomain & { readonly name: string })[]> = {
  name: 'a list of failure domains with names',
  holds: (value): value is readonly (ReportedFailureDomain & { readonly name: string })[] =>
    Array.isArray(value) && value.every((one) => isFailureDomain(one) && text.holds((one as Record<string, unknown>)['name'])),
};

export const failureDomainMap: Shape<Readonly<Record<string, ReportedFailureDomain>>> = {
  name: 'a map of failure domains by name',
  holds: (value): value is Readonly<Record<string, ReportedFailureDomain>> =>
    isRecord(value) && Object.values(value).every(isFailureDomain),
};

/** How many replicas run a version. */
export interface SeenVersion {
  readonly version: string;
  readonly replicas?: number;
}

export const versionList: Shape<readonly SeenVersion[]> = {
  name: 'a list of versions with replicas',
  holds: (value): value is readonly SeenVersion[] =>
    Array.isArray(value) && value.every((one) => isRecord(one) && text.holds(one['version']) && isOptional(one['replicas'], count)),
};
