import { annotations } from '@capi/api';

import type { Observation } from '../../observation.ts';

/**
 * The labels that a Machine hands to its Node: its role, restricted and cluster-managed domains, and what the flags add.
 * @see upstream v1.14.0 core/reconcilers/machine, node labels (behaviour)
 */
export const syncedLabels = ({ machine, settings }: Observation): Record<string, string> =>
  pick(machine.metadata.labels, (key) => {
    const domain = domainOf(key);
    return (
      domain === 'node-role.kubernetes.io' ||
      isWithin(domain, 'node-restriction.kubernetes.io') ||
      isWithin(domain, 'node.cluster.x-k8s.io') ||
      matches(key, settings.syncLabels)
    );
  });

/** The annotations that a Machine hands to its Node: the cluster-managed domain, and what the flags add; never its bootstrap data. */
export const syncedAnnotations = ({ machine, settings }: Observation): Record<string, string> =>
  pick(
    machine.metadata.annotations,
    (key) =>
      isWithin(domainOf(key), 'node.cluster.x-k8s.io') ||
      (key !== annotations.inlineBootstrapData && matches(key, settings.syncAnnotations)),
  );

/** The keys that a tracking annotation remembers: comma-joined, none when absent or empty. */
export const tracked = (annotation: string | undefined): readonly string[] => (annotation ?? '').split(',').filter((key) => key !== '');

const pick = (values: Readonly<Record<string, string>> | undefined, keep: (key: string) => boolean): Record<string, string> =>
  Object.fromEntries(Object.entries(values ?? {}).filter(([key]) => keep(key)));

const domainOf = (key: string): string => (key.includes('/') ? key.slice(0, key.indexOf('/')) : '');
const isWithin = (domain: string, parent: string): boolean => domain === parent || domain.endsWith(`.${parent}`);
const matches = (key: string, patterns: readonly string[]): boolean => patterns.some((pattern) => new RegExp(pattern).test(key));
