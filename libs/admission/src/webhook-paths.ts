import type { Resource } from '@capi/api';

type Kind = Pick<Resource, 'group' | 'version' | 'kind'>;

const pathOf = (verb: string, { group, version, kind }: Kind): string =>
  `/${verb}-${group.replaceAll('.', '-')}-${version}-${kind.toLowerCase()}`;

/** Where a webhook server converts objects between versions, whatever their kind. */
export const conversionPath = '/convert';

/** Where a kind gets its defaults: `/mutate-cluster-x-k8s-io-v1beta2-machine`. */
export const defaultingPath = (kind: Kind): string => pathOf('mutate', kind);

/** Where writes of a kind are judged: `/validate-cluster-x-k8s-io-v1beta2-machine`. */
export const validatingPath = (kind: Kind): string => pathOf('validate', kind);

/** Where writes of the scale subresource of a kind are judged. */
export const validatingScalePath = (kind: Kind): string => pathOf('validate-scale', kind);

const nameOf = (prefix: string, { group, kind }: Kind): string => `${prefix}.${kind.toLowerCase()}.${group}`;

/** What the API server calls the defaulting webhook of a kind in its messages. */
export const defaultingName = (kind: Kind): string => nameOf('default', kind);

/** What the API server calls the validating webhook of a kind in its messages. */
export const validatingName = (kind: Kind): string => nameOf('validation', kind);

/** What the API server calls the webhook of the scale subresource of a kind in its messages. */
export const validatingScaleName = (kind: Kind): string => nameOf('validation-scale', kind);
