import type { DeepReadonly } from '@capi/seams';

import type { Draft } from '../meta/draft.ts';
import type { LabelSelector, MachineTemplateSpec } from '../shapes/v1beta2/machine.ts';
import { withLeadingV } from './version.ts';

// Admission comes before the schema is checked, so anything may still be missing.
type Selection = Draft<{ selector: LabelSelector; template: MachineTemplateSpec }>;

interface Selected {
  readonly selector: DeepReadonly<LabelSelector>;
  readonly template: DeepReadonly<MachineTemplateSpec>;
}

/**
 * Selector and template of an owner of Machines. A selector that selects nothing gets `own` labels, and so does the template, since
 * what is made must be found again.
 * @param always labels that selector and template get in any case
 */
export function defaultSelection(
  { selector, template }: Selection = {},
  own: Readonly<Record<string, string>>,
  always: Readonly<Record<string, string>> = {},
): Selected {
  const isEmpty = Object.keys(selector?.matchLabels ?? {}).length === 0 && (selector?.matchExpressions ?? []).length === 0;
  const added = { ...(isEmpty ? own : {}), ...always };
  // What is missing beside the labels, the schema will ask for.
  if (Object.keys(added).length === 0) return { selector, template } as Selected;
  return {
    selector: { ...selector, matchLabels: { ...selector?.matchLabels, ...added } },
    template: { ...template, metadata: { ...template?.metadata, labels: { ...template?.metadata?.labels, ...added } } },
  } as Selected;
}

/** A template of Machines whose version has its leading v; what is missing stays missing. */
export function defaultTemplate(template: DeepReadonly<MachineTemplateSpec>): DeepReadonly<MachineTemplateSpec> {
  const spec = (template as Draft<MachineTemplateSpec> | undefined)?.spec as DeepReadonly<MachineTemplateSpec>['spec'] | undefined;
  return spec?.version === undefined ? template : { ...template, spec: { ...spec, version: withLeadingV(spec.version) } };
}
