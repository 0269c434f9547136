import type { Static } from 'typebox';

import { groupVersion, kindName } from '../../schema/patterns.ts';
import { anything, atomicList, choice, flag, optional, struct, text, textMap } from '../../schema/vocabulary.ts';

const className = text('Name of a class.', { minLength: 1, maxLength: 256 });

export const extensionName = (meaning: string) => optional(text(meaning, { minLength: 1, maxLength: 512 }));
export const patchName = text('Name of the patch, by which messages refer to it.', { minLength: 1, maxLength: 256 });
export const patchDescription = optional(text('What the patch is for.', { minLength: 1, maxLength: 1024 }));
export const enabledIf = optional(
  text('Go template over the variables; the patch applies when it renders to true. Always when absent.', { minLength: 1, maxLength: 256 }),
);
export const externalSettings = optional(textMap('Settings that are handed to the extension as they are.'));
export const selectorMeaning = 'Which templates are patched.';
export const matchMeaning = 'Where in the topology the template is used; one match is enough.';
export const jsonPatchesMeaning = 'Changes to each template, in this order.';

/** Which parts of the topology a patch matches; names may be absent or empty in v1beta1, which says so itself. */
export const matchFlags = {
  controlPlane: optional(flag('Match the templates of the control plane and, where it has Machines, of their infrastructure.')),
  infrastructureCluster: optional(flag('Match the template of the infrastructure cluster.')),
};
export const machineDeploymentMeaning = 'Match the templates of MachineDeployment classes.';
export const machinePoolMeaning = 'Match the templates of MachinePool classes.';
export const namesMeaning = 'Classes that are matched; * stands for any text at the beginning or the end of a name.';
export const matchedName = className;

/** One change in the style of RFC 6902; the same in every version. */
export const JsonPatch = struct('A change to the template.', {
  op: choice('What is done at the path.', ['add', 'replace', 'remove']),
  path: text('JSON pointer to a field below /spec; indices are only 0 and -.', { minLength: 1, maxLength: 512 }),
  value: optional(anything('Value that is written; excludes valueFrom.')),
  valueFrom: optional(
    struct('Where the value that is written comes from; excludes value.', {
      template: optional(text('Go template over the variables that renders the value as YAML.', { minLength: 1, maxLength: 10_240 })),
      variable: optional(
        text('Path of the variable whose value is taken; builtin.… are those that Cluster API fills in.', { minLength: 1, maxLength: 256 }),
      ),
    }),
  ),
});

const names = optional(atomicList(namesMeaning, matchedName, { maxItems: 100 }));

const PatchSelector = struct(selectorMeaning, {
  apiVersion: text('Group and version of the templates, as in group/version.', { minLength: 1, maxLength: 317, pattern: groupVersion }),
  kind: text('Kind of the templates.', { minLength: 1, maxLength: 63, pattern: kindName }),
  matchResources: struct(
    matchMeaning,
    {
      ...matchFlags,
      machineDeploymentClass: optional(struct(machineDeploymentMeaning, { names })),
      machinePoolClass: optional(struct(machinePoolMeaning, { names })),
    },
    { minProperties: 1 },
  ),
});

/** A patch of a ClusterClass: either inline definitions or an extension that makes them. */
export const ClusterClassPatch = struct('A change to templates, made for each Cluster of the class.', {
  definitions: optional(
    atomicList(
      'Changes that are written here; excludes external.',
      struct('Changes to some templates.', {
        jsonPatches: atomicList(jsonPatchesMeaning, JsonPatch, { minItems: 1, maxItems: 100 }),
        selector: PatchSelector,
      }),
      { maxItems: 100 },
    ),
  ),
  description: patchDescription,
  enabledIf,
  external: optional(
    struct('A runtime extension that makes the changes; excludes definitions.', {
      discoverVariablesExtension: extensionName('Extension that names the variables it understands.'),
      generatePatchesExtension: extensionName('Extension that makes patches for the templates.'),
      settings: externalSettings,
      validateTopologyExtension: extensionName('Extension that checks the result.'),
    }),
  ),
  name: patchName,
});
export type ClusterClassPatch = Static<typeof ClusterClassPatch>;
