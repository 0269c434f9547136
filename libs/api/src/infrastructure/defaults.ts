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

// The port of an endpoint that was written by a Go client may be there as 0, which means the same as absent.
const defaultEndpoint = (endpoint: DeepReadonly<Endpoint> | undefined): DeepReadonly<Endpoint> => ({
  ...endpoint,
  port: endpoint?.port === undefined || endpoint.port === 0 ? apiServerPort : endpoint.port,
});

const defaultFailureDomains = (domains: readonly DeepReadonly<FailureDomain>[]): readonly DeepReadonly<FailureDomain>[] =>
  domains.map((domain) => ({ controlPlane: false, ...domain }));

const defaultDockerClusterSpec = (spec: DockerClusterSpec): DockerClusterSpec => ({
  ...spec,
  controlPlaneEndpoint: defaultEndpoint(spec.controlPlaneEndpoint),
  ...(spec.failureDomains === undefined ? {} : { failureDomains: defaultFailureDomains(spec.failureDomains) }),
});

function defaultDevClusterSpec(spec: DevClusterSpec): DevClusterSpec {
  const backend: Partial<DevClusterSpec['backend']> = spec.backend ?? {};
  const { inMemory } = backend;
  const docker = backend.docker ?? (inMemory === undefined ? {} : undefined);
  if (docker === undefined) return spec;
  const { failureDomains } = docker;
  return {
    ...spec,
    backend: {
      ...backend,
      docker: { ...docker, ...(failureDomains === undefined ? {} : { failureDomains: defaultFailureDomains(failureDomains) }) },
    },
    controlPlaneEndpoint: defaultEndpoint(spec.controlPlaneEndpoint),
  };
}

const defaultDevMachineSpec = (spec: DevMachineSpec): DevMachineSpec =>
  spec.backend?.docker === undefined && spec.backend?.inMemory === undefined ? { ...spec, backend: { docker: {} } } : spec;

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
