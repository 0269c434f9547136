import { labels, labelValueOf, type Machine, type MachineDeployment, type MachineSet } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

/** Patience with a Node that cannot be deleted, where a Machine does not say, in seconds. */
const nodeDeletionTimeoutSeconds = 10;

/**
 * A Machine with what admission would have filled in.
 * @see upstream v1.14.0 core/webhooks/admission (behaviour)
 */
export function defaultedMachine(machine: DeepReadonly<Machine>): DeepReadonly<Machine> {
  const { spec } = machine;
  return {
    ...machine,
    spec: {
      ...spec,
      ...versioned(spec.version),
      deletion: { ...spec.deletion, nodeDeletionTimeoutSeconds: spec.deletion?.nodeDeletionTimeoutSeconds ?? nodeDeletionTimeoutSeconds },
    },
  };
}

/** A MachineSet with what admission would have filled in. */
export function defaultedMachineSet(set: DeepReadonly<MachineSet>): DeepReadonly<MachineSet> {
  const selects = selecting(set, { [labels.setName]: labelValueOf(set.metadata.name) });
  return { ...set, spec: { ...set.spec, ...selects, replicas: set.spec.replicas ?? 1 } };
}

/** A MachineDeployment with what admission would have filled in. */
export function defaultedMachineDeployment(deployment: DeepReadonly<MachineDeployment>): DeepReadonly<MachineDeployment> {
  const { spec } = deployment;
  const { selector, template } = selecting(deployment, { [labels.deploymentName]: deployment.metadata.name });
  const cluster = { [labels.clusterName]: spec.clusterName };
  const type = spec.rollout?.strategy?.type ?? 'RollingUpdate';
  const { maxSurge = 1, maxUnavailable = 0 } = spec.rollout?.strategy?.rollingUpdate ?? {};
  return {
    ...deployment,
    spec: {
      ...spec,
      replicas: spec.replicas ?? 1,
      rollout: {
        ...spec.rollout,
        strategy: { ...spec.rollout?.strategy, type, ...(type === 'RollingUpdate' ? { rollingUpdate: { maxSurge, maxUnavailable } } : {}) },
      },
      selector: { ...selector, matchLabels: { ...selector.matchLabels, ...cluster } },
      template: { ...template, metadata: { ...template.metadata, labels: { ...template.metadata?.labels, ...cluster } } },
    },
  };
}

type Selecting = DeepReadonly<Pick<MachineSet['spec'], 'selector' | 'template'>>;

/** Selector and template; a selector without requirements gets `own`, and so does the template. */
function selecting({ spec }: { readonly spec: Selecting }, own: Readonly<Record<string, string>>): Selecting {
  const { selector, template } = spec;
  const isEmpty = Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0;
  const added = isEmpty ? own : {};
  return {
    selector: { ...selector, matchLabels: { ...selector.matchLabels, ...added } },
    template: {
      ...template,
      metadata: { ...template.metadata, labels: { ...template.metadata?.labels, ...added } },
      spec: { ...template.spec, ...versioned(template.spec.version) },
    },
  };
}

/** A version with its leading v. */
const versioned = (version: string | undefined): { version?: string } =>
  version === undefined || version === '' ? {} : { version: version.startsWith('v') ? version : `v${version}` };
