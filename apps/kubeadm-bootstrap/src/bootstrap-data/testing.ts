import type { KubeadmConfigSpec } from '@capi/api';
import type { FileToWrite, User } from '@capi/cloud-init';
import type { DeepReadonly } from '@capi/seams';

/** Files and users of a spec, with references answered from `secrets` by `name/key`. */
export function lookUpNothing(
  spec: DeepReadonly<KubeadmConfigSpec>,
  secrets: Readonly<Record<string, string>> = {},
): { readonly files: readonly FileToWrite[]; readonly users: readonly User[] } {
  const from = (source: { readonly secret: { readonly name: string; readonly key: string } } | undefined): string =>
    source === undefined ? '' : (secrets[`${source.secret.name}/${source.secret.key}`] ?? '');
  return {
    files: (spec.files ?? []).map(({ content, contentFrom, contentFormat: _format, ...file }) => ({
      ...file,
      content: content ?? from(contentFrom),
    })),
    users: (spec.users ?? []).map(({ passwdFrom, ...user }) => (passwdFrom === undefined ? user : { ...user, passwd: from(passwdFrom) })),
  };
}
