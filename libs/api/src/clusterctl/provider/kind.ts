import { age, column } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { providerFields } from './v1alpha3.ts';

/** A provider that clusterctl has installed. */
export const Provider = defineKind({
  group: 'clusterctl.cluster.x-k8s.io',
  kind: 'Provider',
  plural: 'providers',
  provider: 'clusterctl',
  versions: {
    v1alpha3: version({
      stage: 'storage',
      description: 'Provider is an entry in the inventory of clusterctl: a provider that it has installed.',
      fields: providerFields,
      columns: [
        age,
        column('Type', 'string', '.type', 'Kind of the provider'),
        column('Provider', 'string', '.providerName', 'Name of the provider'),
        column('Version', 'string', '.version', 'Version that is installed'),
      ],
    }),
  },
});
export type Provider = ObjectOf<typeof Provider, 'v1alpha3'>;
