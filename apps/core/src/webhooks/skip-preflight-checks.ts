import { invalid, type Finding, type Gates } from '@capi/admission';
import { annotations } from '@capi/api';

const known = ['All', 'KubeadmVersionSkew', 'KubernetesVersionSkew', 'ControlPlaneIsStable', 'ControlPlaneVersionSkew'];

/** The annotation of MachineSets and MachineDeployments that names checks not to hold back new Machines, joined by commas. */
export function validateSkipPreflightChecks(present: Readonly<Record<string, string>> = {}, gates: Gates): readonly Finding[] {
  const skipped = present[annotations.skipPreflightChecks] ?? '';
  if (!gates.enabled('MachineSetPreflightChecks') || skipped === '') return [];
  const unknown = skipped
    .split(',')
    .map((name) => name.trim())
    .filter((name) => !known.includes(name));
  if (unknown.length === 0) return [];
  const path = `metadata.annotations.${annotations.skipPreflightChecks}`;
  return [invalid(path, skipped, `${unknown.map((name) => `"${name}"`).join(', ')} is no preflight check; known are ${known.join(', ')}`)];
}
