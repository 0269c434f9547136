import { age, column } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { poolColumns } from '../columns.ts';
import { convertV1Beta1 } from './convert-v1beta1.ts';
import { oldLimits } from './limits.ts';
import * as v1beta1 from './v1beta1.ts';
import { IPAddressSpec } from './v1beta2.ts';

const description = 'IPAddress is an IP address that an IPAM provider has handed out to a claim.';
const columns = [column('Address', 'string', '.spec.address', 'The IP address'), ...poolColumns, age] as const;

/** An IP address that an IPAM provider has handed out. */
export const IPAddress = defineKind({
  group: 'ipam.cluster.x-k8s.io',
  kind: 'IPAddress',
  plural: 'ipaddresses',
  provider: 'cluster-api',
  versions: {
    v1beta2: version({ stage: 'storage', description, spec: IPAddressSpec, columns }),
    v1beta1: version({
      stage: 'served',
      deprecation: 'ipam.cluster.x-k8s.io/v1beta1 IPAddress is deprecated; use ipam.cluster.x-k8s.io/v1beta2',
      description,
      spec: optional(v1beta1.IPAddressSpec),
      columns,
      convert: convertV1Beta1,
      limits: oldLimits,
    }),
    v1alpha1: version({
      stage: 'served',
      description,
      spec: optional(v1beta1.IPAddressSpec),
      columns,
      convert: convertV1Beta1,
      limits: oldLimits,
    }),
  },
});
export type IPAddress = ObjectOf<typeof IPAddress, 'v1beta2'>;
