import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { repository } from './sandbox.ts';

/** One version of one kind, as the generated CRD declares it. */
export interface DeclaredVersion {
  readonly kind: string;
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly storage: boolean;
  readonly namespaced: boolean;
  /** In the order in which `kubectl get -o wide` prints them, without the name. */
  readonly columns: readonly string[];
}

interface Crd {
  readonly spec: {
    readonly group: string;
    readonly scope: string;
    readonly names: { readonly kind: string; readonly plural: string };
    readonly versions: readonly {
      readonly name: string;
      readonly storage: boolean;
      readonly additionalPrinterColumns?: readonly { readonly name: string }[];
    }[];
  };
}

/** Every version of every kind in `crds/`. */
export function declaredVersions(): readonly DeclaredVersion[] {
  const folder = join(repository, 'crds');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml') && !file.endsWith('kustomization.yaml'))
    .flatMap((file) => {
      const { spec } = parse(readFileSync(join(folder, file), 'utf8')) as Crd;
      return spec.versions.map(({ name, storage, additionalPrinterColumns = [{ name: 'Age' }] }) => ({
        kind: spec.names.kind,
        group: spec.group,
        version: name,
        plural: spec.names.plural,
        storage,
        namespaced: spec.scope === 'Namespaced',
        columns: additionalPrinterColumns.map((column) => column.name),
      }));
    });
}
