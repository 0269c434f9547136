import type { Finding } from '@capi/admission';
import type { ClusterClassStatus, Draft, Topology } from '@capi/api';

export const defaultVariables = (
  topology: Topology,
  _before: Draft<Topology> | undefined,
  _definitions: NonNullable<ClusterClassStatus['variables']>,
): { topology: Topology; findings: readonly Finding[] } => ({ topology, findings: [] });
