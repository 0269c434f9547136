import { invalid, qualifiedNameProblems, type Finding } from '@capi/admission';
import type { ClusterClassPatch, ClusterClassSpec, Draft } from '@capi/api';

import type { WorkerTemplates } from '../class/template-references.ts';

type Selector = NonNullable<NonNullable<Draft<ClusterClassPatch>['definitions']>[number]['selector']>;
type Reference = Draft<{ readonly apiVersion: string; readonly kind: string }> | undefined;
type WorkerClass = WorkerTemplates & { readonly class?: string | undefined };

/** A selector must switch something on, and each thing it switches on must find a template of the class. */
export function validateSelector(path: string, selector: Selector = {}, spec: Draft<ClusterClassSpec>): readonly Finding[] {
  const { infrastructureCluster, controlPlane, machineDeploymentClass, machinePoolClass } = selector.matchResources ?? {};
  const [deployments = [], pools = []] = [machineDeploymentClass?.names, machinePoolClass?.names];
  if (infrastructureCluster !== true && controlPlane !== true && deployments.length === 0 && pools.length === 0) {
    return [invalid(path, selector, 'must select something: infrastructureCluster, controlPlane or names of worker classes')];
  }
  const at = `${path}.matchResources`;
  const finds = (...references: readonly Reference[]): boolean => references.some((reference) => isSelected(selector, reference));
  const nothing = `selects no template of the class with apiVersion ${selector.apiVersion ?? ''} and kind ${selector.kind ?? ''}`;
  return [
    ...(infrastructureCluster === true && !finds(spec.infrastructure?.templateRef)
      ? [invalid(`${at}.infrastructureCluster`, true, nothing)]
      : []),
    ...(controlPlane === true && !finds(spec.controlPlane?.templateRef, spec.controlPlane?.machineInfrastructure?.templateRef)
      ? [invalid(`${at}.controlPlane`, true, nothing)]
      : []),
    ...firstBadName(`${at}.machineDeploymentClass.names`, deployments, selector, spec.workers?.machineDeployments),
    ...firstBadName(`${at}.machinePoolClass.names`, pools, selector, spec.workers?.machinePools),
  ];
}

const isSelected = ({ apiVersion, kind }: Selector, reference: Reference): boolean =>
  reference !== undefined && (reference.apiVersion ?? '') === (apiVersion ?? '') && (reference.kind ?? '') === (kind ?? '');

// Upstream stops at the first name that is wrong.
function firstBadName(
  path: string,
  names: readonly string[],
  selector: Selector,
  classes: readonly WorkerClass[] = [],
): readonly Finding[] {
  for (const [index, name] of names.entries()) {
    const found = nameProblems(name).map((problem) => invalid(`${path}[${index}]`, name, problem));
    if (found.length > 0) return found;
    const isUsed = classes.some(
      (each) =>
        matchesName(name, each.class ?? '') &&
        (isSelected(selector, each.bootstrap?.templateRef) || isSelected(selector, each.infrastructure?.templateRef)),
    );
    if (!isUsed) return [invalid(`${path}[${index}]`, name, `selects no template with kind ${selector.kind ?? ''} of any class`)];
  }
  return [];
}

function nameProblems(name: string): readonly string[] {
  const stars = name.split('*').length - 1;
  if (stars > 1) return ['may have one * only'];
  if (stars === 1 && !name.startsWith('*') && !name.endsWith('*')) return ['may have its * at the beginning or the end only'];
  const rest = name.replace('*', '');
  return rest === '' && stars === 1 ? [] : qualifiedNameProblems(rest);
}

/** Whether a name with an asterisk at the beginning or the end, or without one, stands for a class. */
export function matchesName(name: string, className: string): boolean {
  if (name === '*') return true;
  if (name.startsWith('*')) return className.endsWith(name.slice(1));
  return name.endsWith('*') ? className.startsWith(name.slice(0, -1)) : name === className;
}
