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

/**
 * The two kinds of cert-manager that the providers' manifests use, as empty shells: enough to apply them. Nobody issues certificates;
 * the story does, as cert-manager would.
 */
export const certManagerKinds = [definition('Certificate', 'certificates'), definition('Issuer', 'issuers')].join('---\n');
