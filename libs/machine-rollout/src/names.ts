import { parseTemplate, TemplateError } from '@capi/go-template';
import { terminal } from '@capi/seams';

const longest = 63;
const suffixLength = 5;

/**
 * Name of a MachineSet that a deployment makes: the deployment's, cut where needed, a dash and the suffix. The same suffix ends
 * its `machine-template-hash`.
 * @param suffix five characters of a generated name
 */
export const machineSetName = (deployment: string, suffix: string): string =>
  `${`${deployment}-`.slice(0, longest - suffixLength)}${suffix}`;

/** Template of Machine names where the set names none. */
export const defaultMachineNaming = '{{ .machineSet.name }}-{{ .random }}';

/**
 * A name from a naming template, as in `spec.machineNaming.template`: `{{ .cluster.name }}-{{ .random }}`, or whatever else a Go
 * template can say. Too long a name is cut to 58 characters and ends in the random part again, so that it stays unique.
 * @param values what the template may name, by path without the leading dot: `cluster.name`, `machineSet.name`
 * @throws a terminal OperationError when the template does not work, names something else or leaves out `{{ .random }}`
 */
export function renderName(template: string, values: Readonly<Record<string, string>>, random: string): string {
  const name = render(template, nested({ ...values, random }));
  if (!name.includes(random)) throw malformed(template, 'it lacks {{ .random }}');
  return name.length > longest ? `${name.slice(0, longest - suffixLength)}${random}` : name;
}

function render(template: string, data: unknown): string {
  const parsed = parseTemplate(template, { missingKey: 'error' });
  if (parsed instanceof TemplateError) throw malformed(template, parsed.message);
  try {
    return parsed.render(data);
  } catch (error) {
    throw error instanceof TemplateError ? malformed(template, error.message) : error;
  }
}

/** `{ 'cluster.name': 'a' }` as a template sees it: `{ cluster: { name: 'a' } }`. */
function nested(values: Readonly<Record<string, string>>): unknown {
  const data: Record<string, Record<string, string> | string> = {};
  for (const [path, value] of Object.entries(values)) {
    const [object = '', field] = path.split('.');
    data[object] = field === undefined ? value : { ...(data[object] as Record<string, string> | undefined), [field]: value };
  }
  return data;
}

const malformed = (template: string, why: string): Error =>
  terminal({ action: `render the name template ${JSON.stringify(template)}`, why, hint: 'correct the naming template' });
