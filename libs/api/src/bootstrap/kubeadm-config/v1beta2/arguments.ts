import type { Static } from 'typebox';

import { atomicList, atomicStruct, flag, mapList, optional, quantity, struct, text, withRules } from '../../../schema/vocabulary.ts';
import { zeroIs } from '../../../schema/zero-value.ts';

/** A text that Kubernetes itself writes out even when it is empty. */
const shown = (description: string) => zeroIs('shown', text(description));

/** A command-line flag of a component. */
export const Argument = struct('A command-line flag.', {
  name: text('Name of the flag, without dashes in front.', { minLength: 1, maxLength: 256 }),
  value: text('Value of the flag.', { minLength: 0, maxLength: 1024 }),
});
export type Argument = Static<typeof Argument>;

/** Flags of a component; each name once. */
export const extraArgs = (meaning: string) =>
  withRules(mapList(meaning, ['name', 'value'], Argument, { minItems: 1, maxItems: 100 }), {
    rule: 'self.all(x, self.exists_one(y, x.name == y.name))',
    message: 'each name may appear only once',
  });

const keySelector = (meaning: string, holder: string) =>
  atomicStruct(meaning, {
    key: shown('Key whose value is taken.'),
    name: optional(text(`Name of the ${holder}.`, { default: '' })),
    optional: optional(
      flag(`Whether the variable is left out when the ${holder} or the key is missing; absent means that this is an error.`),
    ),
  });

/** An environment variable of a component. */
export const EnvironmentVariable = struct('An environment variable.', {
  name: shown('Name of the variable.'),
  value: optional(text('Value of the variable; earlier variables may be used in it as $(NAME).')),
  valueFrom: optional(
    struct('Where the value comes from when it is not written here; exactly one source.', {
      configMapKeyRef: optional(keySelector('A key of a ConfigMap.', 'ConfigMap')),
      fieldRef: optional(
        atomicStruct('A field of the Pod.', {
          apiVersion: optional(text('API version in which the path is to be understood; v1 when absent.')),
          fieldPath: shown('Path of the field, as in metadata.name.'),
        }),
      ),
      fileKeyRef: optional(
        atomicStruct('A key of an environment file in a volume.', {
          key: shown('Key in the file.'),
          optional: optional(flag('Whether the variable is left out when the file or the key is missing.', { default: false })),
          path: shown('Path of the file, relative to the root of the volume.'),
          volumeName: shown('Name of the volume that holds the file.'),
        }),
      ),
      resourceFieldRef: optional(
        atomicStruct('A resource request or limit of the container.', {
          containerName: optional(text('Container whose resources are meant; its own when absent.')),
          divisor: optional(quantity('Unit in which the amount is expressed; 1 when absent.')),
          resource: shown('Resource, as in limits.cpu.'),
        }),
      ),
      secretKeyRef: optional(keySelector('A key of a Secret.', 'Secret')),
    }),
  ),
});
export type EnvironmentVariable = Static<typeof EnvironmentVariable>;

export const extraEnvs = zeroIs(
  'kept',
  atomicList('Environment variables of the component.', EnvironmentVariable, { minItems: 1, maxItems: 100 }),
);

/** A directory or file of the machine that a component sees. */
export const HostPathMount = struct('A directory or file of the machine that the component sees.', {
  hostPath: text('Path on the machine.', { minLength: 1, maxLength: 512 }),
  mountPath: text('Path that the component sees.', { minLength: 1, maxLength: 512 }),
  name: text('Name of the volume in the Pod.', { minLength: 1, maxLength: 512 }),
  pathType: optional(text('What must be at the path, as for hostPath volumes: Directory, FileOrCreate and so on.')),
  readOnly: optional(flag('Whether the component may only read it.')),
});
export type HostPathMount = Static<typeof HostPathMount>;

export const extraVolumes = atomicList('Directories and files of the machine that the component sees.', HostPathMount, {
  minItems: 1,
  maxItems: 100,
});
