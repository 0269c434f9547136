import type { DeepReadonly } from '@capi/seams';

import type { Endpoint, FailureDomain } from '../shapes/v1beta2/cluster.ts';
import type { DevClusterTemplate } from './dev-cluster-template/kind.ts';
import type { DevCluster } from './dev-cluster/kind.ts';
import type { DevMachineTemplate } from './dev-machine-template/kind.ts';
import type { DevMachine } from './dev-machine/kind.ts';
import type { DockerClusterTemplate } from './docker-cluster-template/kind.ts';
import type { DockerCluster } from './docker-cluster/kind.ts';

// Rules that the kinds of the Docker provider share with their templates. Admission comes before the schema is checked, so required
// parts may still be missing; the schema asks for them afterwards.
// @see upstream v1.14.0 test/infrastructure/docker/internal/webhooks (behaviour)

type DockerClusterSpec = DeepReadonly<NonNullable<DockerCluster['spec']>>;
type DevClusterSpec = DeepReadonly<NonNullable<DevCluster['spec']>>;
type DevMachineSpec = DeepReadonly<NonNullable<DevMachine['spec']>>;

const apiServerPort = 6443;

// The port of an endpoint that was written by a Go client may be there as 0, which means the same as absent. So may null anywhere.
function defaultEndpoint(endpoint: DeepReadonly<Endpoint> | undefined): DeepReadonly<Endpoint> {
  const port = endpoint?.port ?? 0;
  return { ...endpoint, port: port === 0 ? apiServerPort : port };
}

const defaultFailureDomains = (domains: readonly DeepReadonly<FailureDomain>[]): readonly DeepReadonly<FailureDomain>[] =>
  domains.map((domain) => ({ ...domain, controlPlane: (domain as Partial<FailureDomain> | null)?.controlPlane ?? false }));

const withFailureDomains = <T extends DeepReadonly<{ failureDomains?: FailureDomain[] }>>(configured: T): T => {
  const domains = configured.failureDomains ?? undefined;
  return domains === undefined ? configured : { ...configured, failureDomains: defaultFailureDomains(domains) };
};

const defaultDockerClusterSpec = (spec: DockerClusterSpec): DockerClusterSpec => ({
  ...withFailureDomains(spec),
  controlPlaneEndpoint: defaultEndpoint(spec.controlPlaneEndpoint),
});

function defaultDevClusterSpec(spec: DevClusterSpec): DevClusterSpec {
  const { docker, inMemory, ...rest } = backendOf<DevClusterSpec['backend']>(spec);
  const configured = docker ?? (inMemory === undefined ? {} : undefined);
  if (configured === undefined) return spec;
  return {
    ...spec,
    backend: { ...rest, ...(inMemory === undefined ? {} : { inMemory }), docker: withFailureDomains(configured) },
    controlPlaneEndpoint: defaultEndpoint(spec.controlPlaneEndpoint),
  };
}

function defaultDevMachineSpec(spec: DevMachineSpec): DevMachineSpec {
  const { docker, inMemory } = backendOf<DevMachineSpec['backend']>(spec);
  return docker === undefined && inMemory === undefined ? { ...spec, backend: { docker: {} } } : spec;
}

/** The backends that a spec names; null names none. */
const backendOf = <T extends object>({ backend }: { readonly backend: T | undefined }): Partial<T> =>
  Object.fromEntries(Object.entries(backend ?? {}).filter(([, value]) => value !== null)) as Partial<T>;

/** A template whose content is defaulted by `rule`. */
function defaultContent<T extends { readonly spec?: { readonly template: { readonly spec: unknown } } }, Spec>(
  template: T,
  rule: (spec: Spec) => Spec,
  empty: Spec,
): T {
  const content = template.spec?.template as { readonly spec: Spec | undefined } | undefined;
  return { ...template, spec: { ...template.spec, template: { ...content, spec: rule(content?.spec ?? empty) } } };
}

/** A DockerCluster with a port and with failure domains that say whether control planes may use them. */
export const defaultDockerCluster = (cluster: DeepReadonly<DockerCluster>): DeepReadonly<DockerCluster> => ({
  ...cluster,
  spec: defaultDockerClusterSpec(cluster.spec ?? {}),
});

/** A DockerClusterTemplate whose content is defaulted like a DockerCluster. */
export const defaultDockerClusterTemplate = (template: DeepReadonly<DockerClusterTemplate>): DeepReadonly<DockerClusterTemplate> =>
  defaultContent(template, defaultDockerClusterSpec, {});

/** A DevCluster with a backend, which is docker unless said otherwise; with docker it is defaulted like a DockerCluster. */
export const defaultDevCluster = (cluster: DeepReadonly<DevCluster>): DeepReadonly<DevCluster> => ({
  ...cluster,
  spec: defaultDevClusterSpec(cluster.spec ?? { backend: {} }),
});

/** A DevClusterTemplate whose content is defaulted like a DevCluster. */
export const defaultDevClusterTemplate = (template: DeepReadonly<DevClusterTemplate>): DeepReadonly<DevClusterTemplate> =>
  defaultContent(template, defaultDevClusterSpec, { backend: {} });

/** A DevMachine with a backend, which is docker unless said otherwise. */
export const defaultDevMachine = (machine: DeepReadonly<DevMachine>): DeepReadonly<DevMachine> => ({
  ...machine,
  spec: defaultDevMachineSpec(machine.spec ?? { backend: {} }),
});

/** A DevMachineTemplate whose content is defaulted like a DevMachine. */
export const defaultDevMachineTemplate = (template: DeepReadonly<DevMachineTemplate>): DeepReadonly<DevMachineTemplate> =>
  defaultContent(template, defaultDevMachineSpec, { backend: {} });
