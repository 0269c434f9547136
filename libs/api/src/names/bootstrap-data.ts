import { hashOf } from './labels.ts';

const suffix = '-v1alpha2-bootstrap-data';
const longest = 253;

const hash = (text: string): string => hashOf(text).toString(16).padStart(8, '0');
const ending = (data: string | undefined): string => (data === undefined ? suffix : `${suffix}-${hash(data)}`);

/**
 * Name of the Secret that holds bootstrap data which were written into a Machine of v1alpha2. Of an owner with a very long name a part
 * and a hash are in it.
 * @param owner name of the Machine, or of the MachineSet or MachineDeployment whose template holds the data
 * @param data only for templates: the name then changes with the data, so that a change is rolled out
 */
export function inlineBootstrapDataName(owner: string, data?: string): string {
  const room = longest - ending(data).length;
  const start = owner.length <= room ? owner : `${owner.slice(0, room - 9)}-${hash(owner)}`;
  return `${start}${ending(data)}`;
}

/**
 * Whether a Secret is named for bootstrap data that were written into a Machine or template of v1alpha2, whichever it was.
 * @param data as for {@link inlineBootstrapDataName}
 */
export const isInlineBootstrapDataName = (name: string, data?: string): boolean => name.endsWith(ending(data));
