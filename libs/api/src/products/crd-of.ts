import type { CustomResourceDefinition } from '../kubernetes/built-in.ts';
import { labels } from '../names/labels.ts';
import type { KindDeclaration, PrinterColumn, VersionDeclaration } from '../schema/define-kind.ts';
import { schemaOf } from './schema-of.ts';

/**
 * The CustomResourceDefinition of a kind, in the shape that `kubectl apply` takes. Its labels say which provider it belongs to
 * and which contracts it fulfils.
 */
export function crdOf(kind: { readonly declaration: KindDeclaration }): CustomResourceDefinition {
  const { group, kind: name, plural, shortNames = [], scope = 'Namespaced', provider, contracts = {}, versions } = kind.declaration;
  const { categories = ['cluster-api'] } = kind.declaration;
  const contractLabels = Object.entries(contracts).map(([contract, version]) => [`cluster.x-k8s.io/${contract}`, version]);
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${plural}.${group}`,
      labels: { ...ownerLabel(provider), ...Object.fromEntries(contractLabels) },
    },
    spec: {
      group,
      names: {
        ...(categories.length === 0 ? {} : { categories: [...categories] }),
        kind: name,
        listKind: `${name}List`,
        plural,
        ...(shortNames.length === 0 ? {} : { shortNames: [...shortNames] }),
        singular: name.toLowerCase(),
      },
      scope,
      versions: Object.entries(versions).map(([version, declared]) => crdVersion(kind, version, declared)),
    },
  };
}

const ownerLabel = (provider: KindDeclaration['provider']): Readonly<Record<string, string>> =>
  provider === 'clusterctl' ? { [labels.clusterctlCore]: 'inventory' } : { [labels.provider]: provider };

function crdVersion(kind: { readonly declaration: KindDeclaration }, name: string, declared: VersionDeclaration) {
  const { stage, deprecation, columns, scale, status, statusSubresource = status !== undefined } = declared;
  const subresources = {
    ...(statusSubresource ? { status: {} } : {}),
    ...(scale === undefined
      ? {}
      : {
          scale: {
            ...(scale.labelSelector === undefined ? {} : { labelSelectorPath: scale.labelSelector }),
            specReplicasPath: scale.specReplicas,
            statusReplicasPath: scale.statusReplicas,
          },
        }),
  };
  return {
    name,
    served: stage !== 'unserved',
    storage: stage === 'storage',
    ...(deprecation === undefined ? {} : { deprecated: true, deprecationWarning: deprecation }),
    ...(columns.length === 0 ? {} : { additionalPrinterColumns: columns.map(crdColumn) }),
    schema: { openAPIV3Schema: schemaOf(kind, name) },
    ...(Object.keys(subresources).length === 0 ? {} : { subresources }),
  };
}

const crdColumn = ({ name, type, jsonPath, description, priority }: PrinterColumn) => ({
  description,
  jsonPath,
  name,
  ...(priority === undefined ? {} : { priority }),
  type,
});
