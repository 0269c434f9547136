import { invalid, isDefined, required, type Finding } from '@capi/admission';
import type { ClusterClassSpec, Draft } from '@capi/api';

type Reference = Draft<{ readonly apiVersion: string; readonly kind: string; readonly name: string }>;

/**
 * Every template that a class refers to must be named. The paths are those of v1beta1, as upstream reports them, since tools look for
 * these.
 * @see upstream v1.14.0 internal/topology/check/compatibility.go (behaviour)
 */
export function validateTemplateReferences({ infrastructure, controlPlane, workers }: Draft<ClusterClassSpec>): readonly Finding[] {
  const machines = controlPlane?.machineInfrastructure;
  const worker = (list: string, index: number, { bootstrap, infrastructure: machine }: WorkerTemplates): readonly Finding[] => [
    ...validateReference(`spec.workers.${list}[${index}].template.bootstrap.ref`, bootstrap?.templateRef),
    ...validateReference(`spec.workers.${list}[${index}].template.infrastructure.ref`, machine?.templateRef),
  ];
  return [
    ...validateReference('spec.infrastructure.ref', infrastructure?.templateRef),
    ...validateReference('spec.controlPlane.ref', controlPlane?.templateRef),
    ...(isDefined(machines) ? validateReference('spec.controlPlane.machineInfrastructure.ref', machines?.templateRef) : []),
    ...(workers?.machineDeployments ?? []).flatMap((each, index) => worker('machineDeployments', index, each)),
    ...(workers?.machinePools ?? []).flatMap((each, index) => worker('machinePools', index, each)),
  ];
}

/** What worker classes of both kinds are made from. */
export interface WorkerTemplates {
  readonly bootstrap?: { readonly templateRef?: Reference | undefined } | undefined;
  readonly infrastructure?: { readonly templateRef?: Reference | undefined } | undefined;
}

const suffix = 'Template';

function validateReference(path: string, { apiVersion = '', kind = '', name = '' }: Reference = {}): readonly Finding[] {
  const isTemplate = kind.endsWith(suffix) && kind.length > suffix.length;
  return [
    ...(name === '' ? [required(`${path}.name`, 'name the template')] : []),
    ...(isTemplate ? [] : [invalid(`${path}.kind`, kind, `must be a kind whose name ends in ${suffix}, such as DevMachine${suffix}`)]),
    ...validateApiVersion(`${path}.apiVersion`, apiVersion),
  ];
}

function validateApiVersion(path: string, apiVersion: string): readonly Finding[] {
  if (apiVersion === '' || apiVersion === '/')
    return [required(path, 'write group and version of the template, as in infrastructure.cluster.x-k8s.io/v1beta2')];
  return apiVersion.split('/').length > 2 ? [invalid(path, apiVersion, 'must be group/version, with one / in between')] : [];
}
