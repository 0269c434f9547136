import { later } from '@capi/seams';

import type { Observation } from '../observation.ts';
import { phases } from './phases.ts';
import type { Hold, Plan } from './plan.ts';

type Rule = (seen: Observation) => Plan | undefined;

/** Without a Machine that owns it there is nothing to simulate: a deleted object goes, another one waits. */
const orphan: Rule = ({ machine, cluster, deleting, hasFinalizer }) => {
  if (machine !== undefined && cluster !== undefined) return undefined;
  return deleting && hasFinalizer ? { step: 'release' } : { step: 'rest' };
};

const paused: Rule = ({ pausedBecause }) => (pausedBecause === undefined ? undefined : { step: 'pause', because: pausedBecause });

/**
 * A machine whose infrastructure cluster is gone has nothing left to switch off. While the simulated cluster is not open yet, after
 * a restart, its Node would be left behind: that is waited for.
 */
const deletion: Rule = ({ deleting, hasFinalizer, cluster, clusterBackend, clusterOpen }) => {
  if (!deleting) return undefined;
  if (!hasFinalizer || cluster === undefined) return { step: 'rest' };
  if (clusterOpen) return { step: 'destroy', cluster: cluster.name };
  return clusterBackend === undefined || clusterBackend === 'docker' ? { step: 'release' } : { step: 'rest' };
};

/** Awaits the object that core created together with the Cluster; its events wake the machine. */
const withoutInfrastructure: Rule = ({ clusterBackend, backend }) => {
  if (clusterBackend === undefined) return { step: 'rest' };
  return clusterBackend === backend ? undefined : { step: 'mismatch' };
};

/** What passes soon is nobody's news, and writing it would cost every machine two requests. */
const hold: Rule = (seen) => {
  const until = awaited(seen);
  if (until === undefined) return undefined;
  const told = later(seen.waitingSince, seen.patience);
  return told > seen.now ? { step: 'be-patient', until: told } : { step: 'hold', until };
};

function awaited({ cluster, machine, dataSince }: Observation): Hold | undefined {
  if (cluster?.infrastructureProvisioned !== true) return 'WaitingForClusterInfrastructureReady';
  if (dataSince !== undefined) return undefined;
  const waitsForOthers = machine?.controlPlane !== true && !cluster.controlPlaneInitialized;
  return waitsForOthers ? 'WaitingForControlPlaneInitialized' : 'WaitingForBootstrapData';
}

const notOpen: Rule = ({ clusterOpen }) => (clusterOpen ? undefined : { step: 'rest' });

const run: Rule = (seen) => (seen.dataSince === undefined ? undefined : phases(seen, seen.dataSince));

const rules: readonly Rule[] = [orphan, paused, deletion, withoutInfrastructure, hold, notOpen, run];

/**
 * The first rule that has an answer decides.
 * @see upstream v1.14.0 test/infrastructure/docker/internal/controllers/backends/inmemory (behaviour)
 */
export function decide(seen: Observation): Plan {
  for (const rule of rules) {
    const plan = rule(seen);
    if (plan !== undefined) return plan;
  }
  return { step: 'rest' };
}
