import { age, conditionColumn, paused } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { convertV1Alpha1 } from './convert-v1alpha1.ts';
import * as v1alpha1 from './v1alpha1.ts';
import { ExtensionConfigSpec, ExtensionConfigStatus } from './v1beta2.ts';

const description = 'ExtensionConfig registers a server that takes part in the life of Clusters through hooks.';

/** A server that takes part in the life of Clusters. */
export const ExtensionConfig = defineKind({
  group: 'runtime.cluster.x-k8s.io',
  kind: 'ExtensionConfig',
  plural: 'extensionconfigs',
  shortNames: ['ext'],
  scope: 'Cluster',
  provider: 'cluster-api',
  versions: {
    v1beta2: version({
      stage: 'storage',
      description,
      spec: ExtensionConfigSpec,
      status: ExtensionConfigStatus,
      columns: [paused, conditionColumn('Discovered', 'Discovered', 'Whether the handlers of the extension are known'), age],
    }),
    v1alpha1: version({
      stage: 'served',
      deprecation: 'runtime.cluster.x-k8s.io/v1alpha1 ExtensionConfig is deprecated; use runtime.cluster.x-k8s.io/v1beta2',
      description,
      spec: optional(v1alpha1.ExtensionConfigSpec),
      status: v1alpha1.ExtensionConfigStatus,
      columns: [age],
      convert: convertV1Alpha1,
    }),
  },
});
export type ExtensionConfig = ObjectOf<typeof ExtensionConfig, 'v1beta2'>;
