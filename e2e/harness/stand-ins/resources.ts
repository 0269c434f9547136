import type { KubernetesObject, Resource } from '@capi/api';

const namespaced = <T extends KubernetesObject>(group: string, kind: string, plural: string): Resource<T> => ({
  group,
  version: 'v1',
  kind,
  plural,
  namespaced: true,
});

export interface DeploymentObject extends KubernetesObject {
  readonly status?: unknown;
  readonly spec: {
    readonly replicas?: number;
    readonly template: {
      readonly metadata: { readonly labels?: Readonly<Record<string, string>> };
      readonly spec: {
        readonly serviceAccountName: string;
        readonly containers: readonly ContainerSpec[];
        readonly volumes?: readonly { readonly name: string; readonly secret?: { readonly secretName: string } }[];
      };
    };
  };
}

export interface ContainerSpec {
  readonly image: string;
  readonly args?: readonly string[];
  readonly env?: readonly {
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: { readonly fieldRef: { readonly fieldPath: string } };
  }[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
}

export interface ServiceObject extends KubernetesObject {
  readonly spec: {
    readonly clusterIP?: string;
    readonly selector?: Readonly<Record<string, string>>;
    readonly ports: readonly { readonly port: number }[];
  };
}

export interface SecretObject extends KubernetesObject {
  readonly type?: string;
  readonly data?: Readonly<Record<string, string>>;
}

export interface CertificateObject extends KubernetesObject {
  readonly spec: { readonly secretName: string; readonly dnsNames: readonly string[] };
}

export const Deployments = namespaced<DeploymentObject>('apps', 'Deployment', 'deployments');
export const Services = namespaced<ServiceObject>('', 'Service', 'services');
export const Secrets = namespaced<SecretObject>('', 'Secret', 'secrets');
export const Certificates = namespaced<CertificateObject>('cert-manager.io', 'Certificate', 'certificates');
