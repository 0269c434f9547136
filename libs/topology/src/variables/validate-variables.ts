import type { Finding } from '@capi/admission';
import type { ClusterClassVariable, Draft } from '@capi/api';

export const validateVariables = (
  _variables: readonly Draft<ClusterClassVariable>[],
  _before: readonly Draft<ClusterClassVariable>[],
): readonly Finding[] => [];
