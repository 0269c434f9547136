import { atomicStruct, duration, flag, optional, plainList, struct, text } from '../../schema/vocabulary.ts';
import { zeroIs } from '../../schema/zero-value.ts';
import { failureDomains } from '../../shapes/v1beta2/cluster.ts';

/** The container in front of the API servers of a Docker cluster. */
export const loadBalancer = optional(
  zeroIs(
    'shown',
    struct('The container that spreads requests over the API servers.', {
      customHAProxyConfigTemplateRef: optional(
        atomicStruct('A ConfigMap in the same namespace whose key "value" replaces the built-in HAProxy template.', {
          name: optional(text('Name of the ConfigMap.', { default: '' })),
        }),
      ),
      imageRepository: optional(text('Registry and folder of the image; a tested default when absent.')),
      imageTag: optional(text('Tag of the image; a tested default when absent.')),
    }),
  ),
);

/** What a Docker cluster is configured with, under its own kind or as a backend. */
export const dockerClusterFields = {
  failureDomains: optional(failureDomains('Failure domains that the cluster pretends to have.')),
  loadBalancer,
};

/** What a container that stands for a machine is configured with. */
export const containerFields = {
  customImage: optional(text('Image of the container; the one that goes with the Kubernetes version when absent.')),
  extraMounts: optional(
    plainList(
      'Directories and files of the host that the container sees.',
      struct('A directory or file of the host.', {
        containerPath: optional(text('Path that the container sees.')),
        hostPath: optional(text('Path on the host.')),
        readOnly: optional(zeroIs('dropped', flag('Whether the container may only read it.'))),
      }),
    ),
  ),
  preLoadImages: optional(plainList('Images that are copied into the container before it bootstraps.', text('An image on the host.'))),
};

/** What a Docker machine is configured with, under its own kind or as a backend. */
export const dockerMachineFields = {
  bootstrapTimeout: optional(duration('How long bootstrapping may take, as in 3m; five minutes when absent.')),
  ...containerFields,
};
