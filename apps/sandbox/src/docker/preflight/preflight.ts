import { cgroupsAreCurrent } from './checks/cgroups-are-current.ts';
import { containersAreReachable } from './checks/containers-are-reachable.ts';
import { engineAnswers } from './checks/engine-answers.ts';
import { engineIsNewEnough } from './checks/engine-is-new-enough.ts';
import { imagesAreThere } from './checks/images-are-there.ts';
import { inotifyInstancesSuffice } from './checks/inotify-instances-suffice.ts';
import { noOtherClusters } from './checks/no-other-clusters.ts';
import { privilegedContainersRun } from './checks/privileged-containers-run.ts';
import type { Check, Finding } from './finding.ts';
import type { Observation } from './observation.ts';

/** In the order in which a person would put things right. */
const checks: readonly Check[] = [
  engineAnswers,
  engineIsNewEnough,
  containersAreReachable,
  imagesAreThere,
  privilegedContainersRun,
  cgroupsAreCurrent,
  inotifyInstancesSuffice,
  noOtherClusters,
];

/** All that is missing for real containers, not only the first of it. */
export const findings = (seen: Observation): readonly Finding[] => checks.flatMap((check) => check(seen) ?? []);

/** One line: `missing: … ; …`, or `note: …` for what may do all the same. */
export const describeFinding = ({ essential, what, next }: Finding): string => `${essential ? 'missing' : 'note'}: ${what}; ${next}`;
