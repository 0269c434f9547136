import type { DeepReadonly } from '@capi/seams';

import type { LabelSelector, MachineTemplateSpec } from '../shapes/v1beta2/machine.ts';
import { withLeadingV } from './version.ts';

// Admission comes before the schema is checked, so either part may still be missing.
interface Selection {
  readonly selector?: DeepReadonly<LabelSelector>;
  readonly template?: DeepReadonly<MachineTemplateSpec>;
}

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
  { selector, template }: Selection,
  own: Readonly<Record<string, string>>,
  always: Readonly<Record<string, string>> = {},
): Selected {
  const isEmpty = Object.keys(selector?.matchLabels ?? {}).length === 0 && (selector?.matchExpressions ?? []).length === 0;
  const added = { ...(isEmpty ? own : {}), ...always };
  if (Object.keys(added).length === 0 && selector !== undefined && template !== undefined) return { selector, template };
  return {
    selector: { ...selector, matchLabels: { ...selector?.matchLabels, ...added } },
    // What is missing beside the labels, the schema will ask for.
    template: {
      ...template,
      metadata: { ...template?.metadata, labels: { ...template?.metadata?.labels, ...added } },
    } as DeepReadonly<MachineTemplateSpec>,
  };
}

/** A template of Machines whose version has its leading v. */
export function defaultTemplate(template: DeepReadonly<MachineTemplateSpec>): DeepReadonly<MachineTemplateSpec> {
  const spec = template.spec as Partial<DeepReadonly<MachineTemplateSpec>>['spec'];
  return spec?.version === undefined ? template : { ...template, spec: { ...spec, version: withLeadingV(spec.version) } };
}
