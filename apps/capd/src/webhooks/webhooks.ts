import { kindWebhooks, type Admission, type AnyKindWebhooks, type Defaulted } from '@capi/admission';
import {
  defaultDevCluster,
  defaultDevClusterTemplate,
  defaultDevMachine,
  defaultDevMachineTemplate,
  defaultDockerCluster,
  defaultDockerClusterTemplate,
  DevCluster,
  DevClusterTemplate,
  DevMachine,
  DevMachineTemplate,
  DockerCluster,
  DockerClusterTemplate,
  DockerMachine,
  DockerMachineTemplate,
  draftOf,
  type KubernetesObject,
} from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import { validateDevCluster } from './dev-cluster/validate.ts';
import { validateDevMachine } from './dev-machine/validate.ts';
import { validateDockerCluster } from './docker-cluster/validate.ts';
import { validateDockerMachine } from './docker-machine/validate.ts';
import { validateFailureDomains } from './failure-domains.ts';
import { validateClusterTemplate, validateMachineTemplate } from './templates.ts';

const writes = ['CREATE', 'UPDATE'] as const;

const defaulting = <T extends KubernetesObject>(defaults: (object: DeepReadonly<T>) => DeepReadonly<T>) => ({
  operations: writes,
  run: ({ object }: Admission<T>): Defaulted<T> => ({ object: defaults(object) }),
});

/** What the Docker provider answers to writes of its kinds; the webhook configurations are made from it as well. */
export const webhooks: readonly AnyKindWebhooks<unknown>[] = [
  kindWebhooks<DockerCluster>({
    kind: DockerCluster,
    defaulting: defaulting<DockerCluster>(defaultDockerCluster),
    validating: { operations: writes, run: validateDockerCluster },
  }),
  kindWebhooks<DockerClusterTemplate>({
    kind: DockerClusterTemplate,
    defaulting: defaulting<DockerClusterTemplate>(defaultDockerClusterTemplate),
    validating: {
      operations: writes,
      run: validateClusterTemplate<DockerClusterTemplate>({
        kind: DockerClusterTemplate,
        defaults: defaultDockerClusterTemplate,
        content: (object) =>
          validateFailureDomains('spec.template.spec.failureDomains', draftOf(object).spec?.template?.spec?.failureDomains),
      }),
    },
  }),
  kindWebhooks<DockerMachine>({ kind: DockerMachine, validating: { operations: writes, run: validateDockerMachine } }),
  kindWebhooks<DockerMachineTemplate>({
    kind: DockerMachineTemplate,
    validating: { operations: writes, run: validateMachineTemplate<DockerMachineTemplate>(DockerMachineTemplate) },
  }),
  kindWebhooks<DevCluster>({
    kind: DevCluster,
    defaulting: defaulting<DevCluster>(defaultDevCluster),
    validating: { operations: writes, run: validateDevCluster },
  }),
  kindWebhooks<DevClusterTemplate>({
    kind: DevClusterTemplate,
    defaulting: defaulting<DevClusterTemplate>(defaultDevClusterTemplate),
    validating: {
      operations: writes,
      run: validateClusterTemplate<DevClusterTemplate>({
        kind: DevClusterTemplate,
        defaults: defaultDevClusterTemplate,
        content: (object) =>
          validateFailureDomains(
            'spec.template.spec.backend.docker.failureDomains',
            draftOf(object).spec?.template?.spec?.backend?.docker?.failureDomains,
          ),
      }),
    },
  }),
  kindWebhooks<DevMachine>({
    kind: DevMachine,
    defaulting: defaulting<DevMachine>(defaultDevMachine),
    validating: { operations: writes, run: validateDevMachine },
  }),
  kindWebhooks<DevMachineTemplate>({
    kind: DevMachineTemplate,
    defaulting: defaulting<DevMachineTemplate>(defaultDevMachineTemplate),
    validating: { operations: writes, run: validateMachineTemplate<DevMachineTemplate>(DevMachineTemplate) },
  }),
];
