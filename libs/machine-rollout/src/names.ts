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
 * A name from a naming template, as in `spec.machineNaming.template`: `{{ .cluster.name }}-{{ .random }}`. Too long a name is cut
 * to 58 characters and ends in the random part again, so that it stays unique.
 * @param values what the template may name, by path without the leading dot: `cluster.name`, `machineSet.name`
 * @throws a terminal OperationError when the template names something else or leaves out `{{ .random }}`
 */
export function renderName(template: string, values: Readonly<Record<string, string>>, random: string): string {
  const known: Readonly<Record<string, string>> = { ...values, random };
  let drew = false;
  const name = template.replaceAll(/\{\{-?\s*\.([A-Za-z.]+)\s*-?\}\}/g, (whole, path: string) => {
    const value = known[path];
    if (value === undefined) throw malformed(template, `${whole} is not one of ${Object.keys(known).join(', ')}`);
    drew ||= path === 'random';
    return value;
  });
  if (name.includes('{{') || name.includes('}}')) throw malformed(template, 'only {{ .path }} can be filled in');
  if (!drew) throw malformed(template, 'it lacks {{ .random }}');
  return name.length > longest ? `${name.slice(0, longest - suffixLength)}${random}` : name;
}

const malformed = (template: string, why: string): Error =>
  terminal({ action: `render the name template ${JSON.stringify(template)}`, why, hint: 'correct the naming template' });
