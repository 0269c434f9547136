import { age } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { poolColumns } from '../columns.ts';
import { convertV1Alpha1 } from './convert-v1alpha1.ts';
import { convertV1Beta1 } from './convert-v1beta1.ts';
import { oldLimits } from './limits.ts';
import * as v1beta1 from './v1beta1.ts';
import { IPAddressClaimSpec, IPAddressClaimStatus } from './v1beta2.ts';

const description = 'IPAddressClaim asks the IPAM provider of a pool for an IP address.';
const columns = [...poolColumns, age] as const;

/** A request for an IP address. */
export const IPAddressClaim = defineKind({
  group: 'ipam.cluster.x-k8s.io',
  kind: 'IPAddressClaim',
  plural: 'ipaddressclaims',
  provider: 'cluster-api',
  versions: {
    v1beta2: version({ stage: 'storage', description, spec: IPAddressClaimSpec, status: IPAddressClaimStatus, columns }),
    v1beta1: version({
      stage: 'served',
      deprecation: 'ipam.cluster.x-k8s.io/v1beta1 IPAddressClaim is deprecated; use ipam.cluster.x-k8s.io/v1beta2',
      description,
      spec: optional(v1beta1.IPAddressClaimSpec),
      status: v1beta1.IPAddressClaimStatus,
      columns,
      convert: convertV1Beta1,
      limits: oldLimits,
    }),
    v1alpha1: version({
      stage: 'served',
      description,
      spec: optional(v1beta1.FirstIPAddressClaimSpec),
      status: v1beta1.FirstIPAddressClaimStatus,
      columns,
      convert: convertV1Alpha1,
      limits: oldLimits,
    }),
  },
});
export type IPAddressClaim = ObjectOf<typeof IPAddressClaim, 'v1beta2'>;
