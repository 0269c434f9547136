import { hashOf } from './labels.ts';

const suffix = '-v1alpha2-bootstrap-data';
const longest = 253;
const hashLength = 8;

/**
 * Name of the Secret that holds bootstrap data which were written into a Machine of v1alpha2. Too long names are cut and end in a
 * hash of the whole.
 * @param owner name of the Machine, or of the MachineSet or MachineDeployment whose template holds the data
 * @param data only for templates: the name then changes with the data, so that a change is rolled out
 */
export function inlineBootstrapDataName(owner: string, data?: string): string {
  const name = `${owner}${suffix}${data === undefined ? '' : `-${hash(data)}`}`;
  return name.length <= longest ? name : `${name.slice(0, longest - hashLength - 1)}-${hash(name)}`;
}

const hash = (text: string): string => hashOf(text).toString(16).padStart(hashLength, '0');
