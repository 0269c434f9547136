import type { Observation } from '../observation.ts';
import type { Blocker } from './plan.ts';

/** Templates that a new Machine would need and that are not there. */
export function missingTemplates({ templates, machineSet }: Observation): readonly Blocker[] {
  const { infrastructureRef, bootstrap } = machineSet.spec.template.spec;
  return [
    ...(templates.infrastructure.state === 'found' ? [] : [missing(infrastructureRef)]),
    ...(bootstrap.configRef === undefined || templates.bootstrap.state === 'found' ? [] : [missing(bootstrap.configRef)]),
  ];
}

const missing = ({ kind, name }: { readonly kind: string; readonly name: string }): Blocker => ({
  kind: 'template-missing',
  template: `${kind} ${name}`,
});
