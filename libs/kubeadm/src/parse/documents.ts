import { parseAllDocuments, type DocumentOptions, type ParseOptions, type SchemaOptions } from 'yaml';

import { KubeadmDocumentError, mapping, textOf, type Unknowns } from './fields.ts';

// kubeadm's YAML is 1.1, but knows no times: what looks like one is text.
const options: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.1',
  logLevel: 'silent',
  customTags: (tags) => tags.filter((tag) => tag !== 'timestamp' && (typeof tag === 'string' || !tag.tag.endsWith(':timestamp'))),
};
const known = ['kubeadm.k8s.io/v1beta2', 'kubeadm.k8s.io/v1beta3', 'kubeadm.k8s.io/v1beta4'];

/**
 * The kubeadm documents of a text, by kind. Documents of other groups, such as kubelet configuration, are left alone.
 * @throws KubeadmDocumentError when the text is not YAML, a kind comes twice or kubeadm's API version is unknown
 */
export function readDocuments(text: string): ReadonlyMap<string, Unknowns> {
  const documents = new Map<string, Unknowns>();
  for (const document of parseAllDocuments(text, options)) {
    const [error] = document.errors;
    if (error !== undefined) throw new KubeadmDocumentError(`line ${error.linePos?.[0].line ?? 1} is not valid YAML (${error.code})`);
    const fields = mapping(document.toJS());
    const apiVersion = textOf(fields['apiVersion']) ?? '';
    const kind = textOf(fields['kind']) ?? '';
    if (!apiVersion.startsWith('kubeadm.k8s.io/')) continue;
    if (!known.includes(apiVersion))
      throw new KubeadmDocumentError(`${kind} has apiVersion ${apiVersion}, which is not one of ${known.join(', ')}`);
    if (documents.has(kind)) throw new KubeadmDocumentError(`there is more than one ${kind}`);
    documents.set(kind, fields);
  }
  return documents;
}

/** @throws KubeadmDocumentError when there is none */
export function documentOf(documents: ReadonlyMap<string, Unknowns>, kind: string): Unknowns {
  const found = documents.get(kind);
  if (found === undefined) throw new KubeadmDocumentError(`there is no ${kind}`);
  return found;
}
