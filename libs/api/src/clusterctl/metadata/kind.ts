import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { metadataFields } from './v1alpha3.ts';

/** The file `metadata.yaml` in the releases of a provider. It is never stored in an API server. */
export const Metadata = defineKind({
  group: 'clusterctl.cluster.x-k8s.io',
  kind: 'Metadata',
  plural: 'metadata',
  categories: [],
  provider: 'clusterctl',
  versions: {
    v1alpha3: version({
      stage: 'storage',
      description: 'Metadata is a file in each release of a provider that says which contract its versions fulfil.',
      fields: metadataFields,
      columns: [],
    }),
  },
});
export type Metadata = ObjectOf<typeof Metadata, 'v1alpha3'>;
