import { forbidden, invalid, required, type Finding, type Gates } from '@capi/admission';
import type { ClusterClassPatch, ClusterClassSpec, Draft } from '@capi/api';

import { validateJsonPatch, validateTemplate } from './json-patches.ts';
import { validateSelector } from './selectors.ts';

type Patch = Draft<ClusterClassPatch>;

/** The patches of a class. What they do to a template only shows for a Cluster. */
export function validatePatches(spec: Draft<ClusterClassSpec>, gates: Gates): readonly Finding[] {
  const variables = new Set((spec.variables ?? []).map(({ name = '' }) => name));
  const names = new Set<string>();
  return (spec.patches ?? []).flatMap((patch, index) => {
    const path = `spec.patches[${index}]`;
    const found = [...validateName(path, patch, names), ...validateSource(path, patch), ...validateExternal(path, patch, gates)];
    names.add(patch.name ?? '');
    return [...found, ...validateEnabledIf(path, patch), ...validateDefinitions(path, patch, spec, variables)];
  });
}

function validateName(path: string, { name = '' }: Patch, taken: ReadonlySet<string>): readonly Finding[] {
  if (name === '') return [required(`${path}.name`, 'give the patch a name')];
  if (name === 'inline') return [required(`${path}.name`, 'give the patch another name: inline stands for what the class itself defines')];
  return taken.has(name) ? [invalid(`${path}.name`, name, 'is used by an earlier patch')] : [];
}

function validateSource(path: string, { definitions, external }: Patch): readonly Finding[] {
  if (definitions === undefined && external === undefined) return [required(path, 'set definitions or external')];
  return definitions !== undefined && external !== undefined
    ? [invalid(path, 'both are set', 'set definitions or external, not both')]
    : [];
}

const validateEnabledIf = (path: string, { enabledIf = '' }: Patch): readonly Finding[] =>
  enabledIf === '' ? [] : validateTemplate(`${path}.enabledIf`, enabledIf);

function validateExternal(path: string, { external }: Patch, gates: Gates): readonly Finding[] {
  if (external === undefined) return [];
  const { generatePatchesExtension = '', validateTopologyExtension = '' } = external;
  return [
    ...(gates.enabled('RuntimeSDK') ? [] : [forbidden(`${path}.external`, 'can be set only if the RuntimeSDK feature gate is enabled')]),
    ...(generatePatchesExtension === '' && validateTopologyExtension === ''
      ? [invalid(`${path}.external`, external, 'must name an extension in generatePatchesExtension or validateTopologyExtension')]
      : []),
  ];
}

const validateDefinitions = (
  path: string,
  { definitions = [] }: Patch,
  spec: Draft<ClusterClassSpec>,
  variables: ReadonlySet<string>,
): readonly Finding[] =>
  definitions.flatMap(({ selector, jsonPatches = [] }, index) => {
    const at = `${path}.definitions[${index}]`;
    return [
      ...validateSelector(`${at}.selector`, selector, spec),
      ...jsonPatches.flatMap((patch, number) => validateJsonPatch(`${at}.jsonPatches[${number}]`, patch, variables)),
    ];
  });
