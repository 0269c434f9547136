import { crdOf, kindsOf, type Kind, type KindDeclaration } from '@capi/api';
import { stringify } from 'yaml';

import { providerFolders } from './provider-folders.ts';

const notice = '# Generated from libs/api by `npm run generate`; change the schema there.\n';

/** One folder for each provider that installs CRDs, and one for what clusterctl keeps its inventory in. */
const folders: Readonly<Record<string, KindDeclaration['provider']>> = { ...providerFolders, clusterctl: 'clusterctl' };

// Shapes that several fields use would otherwise become YAML anchors, which people find hard to read.
const print = (value: unknown): string => notice + stringify(value, { aliasDuplicateObjects: false, lineWidth: 140 });

/** What belongs into `crds/`: path below it → text. Each folder is a kustomization, so that bases elsewhere may name it. */
export function crdFiles(): ReadonlyMap<string, string> {
  return new Map(Object.entries(folders).flatMap(([folder, provider]) => folderOf(folder, kindsOf(provider))));
}

function folderOf(folder: string, kinds: readonly Kind[]): readonly (readonly [string, string])[] {
  const files = kinds.map((kind) => [`${kind.group}_${kind.plural}.yaml`, print(crdOf(kind))] as const);
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: files.map(([name]) => name).toSorted(),
  };
  return [...files, ['kustomization.yaml', print(kustomization)] as const].map(([name, text]) => [`${folder}/${name}`, text] as const);
}
