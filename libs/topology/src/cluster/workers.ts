import { invalid, required, type Finding } from '@capi/admission';
import type { ClusterClassSpec, Draft, Topology } from '@capi/api';

/** Workers of a topology have names of their own and are made from classes that exist. */
export const validateWorkers = ({ workers }: Draft<Topology>, clusterClass: Draft<ClusterClassSpec>): readonly Finding[] =>
  (['machineDeployments', 'machinePools'] as const).flatMap((list) =>
    validateList(`spec.topology.workers.${list}`, workers?.[list] ?? [], namesOf(clusterClass.workers?.[list])),
  );

interface Worker {
  readonly name?: string | undefined;
  readonly class?: string | undefined;
}

const namesOf = (classes: readonly Worker[] = []): ReadonlySet<string> => new Set(classes.map((each) => each.class ?? ''));

function validateList(path: string, workers: readonly Worker[], classes: ReadonlySet<string>): readonly Finding[] {
  const taken = new Set<string>();
  return workers.flatMap(({ name = '', class: className = '' }, index) => {
    const isTaken = taken.has(name);
    taken.add(name);
    return [
      ...(classes.has(className) ? [] : [invalid(`${path}[${index}].class`, className, 'is no class of this ClusterClass')]),
      ...(name === '' ? [required(`${path}[${index}].name`, 'name this part of the topology')] : []),
      ...(isTaken ? [invalid(`${path}[${index}].name`, name, 'is used by an earlier entry; every one needs a name of its own')] : []),
    ];
  });
}
