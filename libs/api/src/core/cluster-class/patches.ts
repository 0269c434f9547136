import type { Static } from 'typebox';

import { groupVersion, kindName } from '../../schema/patterns.ts';
import { anything, atomicList, choice, flag, optional, plainList, struct, text, textMap } from '../../schema/vocabulary.ts';
import { zeroIs } from '../../schema/zero-value.ts';

const extensionName = (meaning: string) => optional(text(meaning, { minLength: 1, maxLength: 512 }));

const JsonPatch = struct('A change to the template, as in RFC 6902.', {
  op: choice('What is done at the path.', ['add', 'replace', 'remove']),
  path: text('JSON pointer to a field below /spec; the only indices are 0 and -.', { minLength: 1, maxLength: 512 }),
  value: optional(anything('Value that is written; excludes valueFrom.')),
  valueFrom: optional(
    struct('Where the value that is written comes from; excludes value.', {
      template: optional(text('Go template over the variables that renders the value as YAML.', { minLength: 1, maxLength: 10_240 })),
      variable: optional(
        text('Path of the variable whose value is taken; Cluster API itself fills in those below builtin.', {
          minLength: 1,
          maxLength: 256,
        }),
      ),
    }),
  ),
});

const patchFields = {
  description: optional(text('What the patch is for.', { minLength: 1, maxLength: 1024 })),
  enabledIf: optional(
    text('Go template over the variables; the patch applies when it renders to true, and always when absent.', {
      minLength: 1,
      maxLength: 256,
    }),
  ),
  name: text('Name of the patch, by which messages refer to it.', { minLength: 1, maxLength: 256 }),
};
const meanings = {
  patch: 'A change to templates, made for each Cluster of the class.',
  definitions: 'Changes that are written here; excludes external.',
  definition: 'Changes to some templates.',
  jsonPatches: 'Changes to each template, in this order.',
  selector: 'Which templates are patched.',
  apiVersion: 'Group and version of the templates, as in group/version.',
  kind: 'Kind of the templates.',
  matchResources: 'Where in the topology the template is used; one match is enough.',
  names: 'Classes that are matched; * stands for any text at the beginning or the end of a name.',
  machineDeploymentClass: 'Match the templates of MachineDeployment classes.',
  machinePoolClass: 'Match the templates of MachinePool classes.',
  external: 'A runtime extension that makes the changes; excludes definitions.',
  generate: 'Extension that makes patches for the templates.',
  validate: 'Extension that checks the result.',
} as const;
const className = text('Name of a class.', { minLength: 1, maxLength: 256 });
const matchFlags = {
  controlPlane: optional(flag('Match the template of the control plane and, where it has Machines, that of their infrastructure.')),
  infrastructureCluster: optional(flag('Match the template of the infrastructure cluster.')),
};
const externalFields = {
  discoverVariablesExtension: extensionName('Extension that names the variables it understands.'),
  settings: optional(textMap('Settings that are handed to the extension as they are.')),
};

const names = optional(atomicList(meanings.names, className, { maxItems: 100 }));

/** A patch of a ClusterClass: either inline definitions or an extension that makes them. */
export const ClusterClassPatch = struct(meanings.patch, {
  ...patchFields,
  definitions: optional(
    atomicList(
      meanings.definitions,
      struct(meanings.definition, {
        jsonPatches: atomicList(meanings.jsonPatches, JsonPatch, { minItems: 1, maxItems: 100 }),
        selector: struct(meanings.selector, {
          apiVersion: text(meanings.apiVersion, { minLength: 1, maxLength: 317, pattern: groupVersion }),
          kind: text(meanings.kind, { minLength: 1, maxLength: 63, pattern: kindName }),
          matchResources: struct(
            meanings.matchResources,
            {
              ...matchFlags,
              machineDeploymentClass: optional(struct(meanings.machineDeploymentClass, { names })),
              machinePoolClass: optional(struct(meanings.machinePoolClass, { names })),
            },
            { minProperties: 1 },
          ),
        }),
      }),
      { maxItems: 100 },
    ),
  ),
  external: optional(
    struct(meanings.external, {
      ...externalFields,
      generatePatchesExtension: extensionName(meanings.generate),
      validateTopologyExtension: extensionName(meanings.validate),
    }),
  ),
});
export type ClusterClassPatch = Static<typeof ClusterClassPatch>;

const oldNames = optional(plainList(meanings.names, className, { maxItems: 100 }));

/** A patch of a ClusterClass in v1beta1. */
export const OldClusterClassPatch = struct(meanings.patch, {
  ...patchFields,
  definitions: optional(
    plainList(
      meanings.definitions,
      struct(meanings.definition, {
        jsonPatches: zeroIs('kept', plainList(meanings.jsonPatches, JsonPatch, { maxItems: 100 })),
        selector: struct(meanings.selector, {
          apiVersion: text(meanings.apiVersion, { minLength: 1, maxLength: 512 }),
          kind: text(meanings.kind, { minLength: 1, maxLength: 256 }),
          matchResources: struct(meanings.matchResources, {
            ...matchFlags,
            machineDeploymentClass: optional(struct(meanings.machineDeploymentClass, { names: oldNames })),
            machinePoolClass: optional(struct(meanings.machinePoolClass, { names: oldNames })),
          }),
        }),
      }),
      { maxItems: 100 },
    ),
  ),
  external: optional(
    struct(meanings.external, {
      ...externalFields,
      generateExtension: extensionName(meanings.generate),
      validateExtension: extensionName(meanings.validate),
    }),
  ),
});
