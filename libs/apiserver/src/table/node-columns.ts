import type { JsonObject } from '../schema/json.ts';
import { isObject } from '../schema/json.ts';
import { ageColumn, nameColumn, none, text, textColumn } from './cells.ts';
import type { Column } from './column.ts';
import { findFirst } from './json-path.ts';

const rolePrefix = 'node-role.kubernetes.io/';

function statusOf(node: JsonObject): string {
  const ready = findFirst(node, '.status.conditions[?(@.type=="Ready")].status');
  const status = ready === undefined ? 'Unknown' : ready === 'True' ? 'Ready' : 'NotReady';
  return findFirst(node, '.spec.unschedulable') === true ? `${status},SchedulingDisabled` : status;
}

function rolesOf(node: JsonObject): string {
  const labels = findFirst(node, '.metadata.labels');
  if (!isObject(labels)) return none;
  const roles = Object.entries(labels).flatMap(([key, value]) => {
    if (key.startsWith(rolePrefix) && key.length > rolePrefix.length) return [key.slice(rolePrefix.length)];
    return key === 'kubernetes.io/role' && typeof value === 'string' && value !== '' ? [value] : [];
  });
  return [...new Set(roles)].toSorted().join(',') || none;
}

const address = (type: string) => (node: JsonObject) => text(node, `.status.addresses[?(@.type=="${type}")].address`, none);

function kernel(node: JsonObject): string {
  const architecture = text(node, '.status.nodeInfo.architecture');
  return `${text(node, '.status.nodeInfo.kernelVersion', '<unknown>')}${architecture === '' ? '' : ` (${architecture})`}`;
}

/** `kubectl get nodes`. */
export const nodeColumns: readonly Column[] = [
  nameColumn,
  textColumn('Status', statusOf),
  textColumn('Roles', rolesOf),
  ageColumn,
  textColumn('Version', (node) => text(node, '.status.nodeInfo.kubeletVersion')),
  textColumn('Internal-IP', address('InternalIP'), 1),
  textColumn('External-IP', address('ExternalIP'), 1),
  textColumn('OS-Image', (node) => text(node, '.status.nodeInfo.osImage', '<unknown>'), 1),
  textColumn('Kernel-Version', kernel, 1),
  textColumn('Container-Runtime', (node) => text(node, '.status.nodeInfo.containerRuntimeVersion', '<unknown>'), 1),
];
