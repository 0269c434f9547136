import type { Kubectl } from './kubectl.ts';

const definition = (kind: string, plural: string): string => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: ${plural}.cert-manager.io
spec:
  group: cert-manager.io
  scope: Namespaced
  names: { kind: ${kind}, plural: ${plural}, singular: ${kind.toLowerCase()}, listKind: ${kind}List }
  versions:
    - name: v1
      served: true
      storage: true
      schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } }
`;

const kinds = [definition('Certificate', 'certificates'), definition('Issuer', 'issuers')].join('---\n');

/**
 * Gives a cluster the two kinds of cert-manager that the providers' manifests use, as empty shells: enough to apply them. Nobody issues
 * certificates; the story does, as cert-manager would.
 */
export async function addCertManagerKinds(kubectl: Kubectl): Promise<void> {
  await kubectl.apply(kinds);
  const named = ['certificates', 'issuers'].map((plural) => `crd/${plural}.cert-manager.io`);
  await kubectl('wait', ...named, '--for=condition=Established', '--timeout=30s');
}
