import { milliseconds, transient, type Duration, type Redacted } from '@capi/seams';

import type { NodeFacts } from '../../../backends/docker/bootstrap/plan/bootstrap-plan.ts';
import { planBootstrap } from '../../../backends/docker/bootstrap/plan/plan-bootstrap.ts';
import { followBootstrap, readBootstrap } from '../../../backends/docker/bootstrap/runner/follow-bootstrap.ts';
import type { BootstrapOutcome, BootstrapProgress } from '../../../backends/docker/bootstrap/runner/outcome.ts';
import { startBootstrap } from '../../../backends/docker/bootstrap/runner/start-bootstrap.ts';
import type { DockerBackend } from '../../../backends/docker/docker-backend.ts';
import type { Task } from '../../../backends/docker/work/work.ts';
import type { BootstrapEnd, Result, Stage } from '../observation.ts';

/** What a container is to be bootstrapped with. */
export interface WantedBootstrap {
  readonly facts: NodeFacts;
  /** It has a Node, so nothing is begun: there is only to be seen how it stands. */
  readonly hasNode: boolean;
  /** Absent when the Secret is gone. */
  readonly data?: { readonly value: Redacted<string>; readonly format?: string } | undefined;
  readonly budget: Duration;
}

type Ports = Pick<DockerBackend, 'engine' | 'metrics'> & {
  /** Told once, when the data has been handed over, if it asks for something that a container does not get: one sentence each. */
  readonly passedOver: (notes: readonly string[]) => void;
};

/**
 * Hands the bootstrap data to the container and follows what becomes of it. The same task does both: handing over is refused by a container
 * that has some already, whoever gave it, so after a restart of this process it is followed again and never begun twice.
 */
export const bootstrapTask = (ports: Ports, wanted: WantedBootstrap): Task<Stage, Result> => ({
  name: 'bootstrap',
  async run(reach, signal) {
    const { engine, metrics } = ports;
    const { name } = wanted.facts;
    const unusable = wanted.hasNode ? undefined : await handOver(ports, wanted, signal);
    if (unusable !== undefined) return { kind: 'bootstrapped', outcome: unusable };
    const outcome = await followBootstrap(engine, name, (progress) => reach({ part: 'bootstrap', doing: print(progress) }), signal);
    // By somebody who keeps no journal.
    if (outcome.kind === 'absent' && wanted.hasNode) return { kind: 'bootstrapped', outcome: { kind: 'completed', steps: [] } };
    if (outcome.kind === 'absent') {
      throw transient({ action: 'bootstrap', object: `container ${name}`, why: 'what was begun is not there any more' });
    }
    const took = lengthOf(outcome);
    if (took !== undefined) metrics.bootstrapped(outcome.kind, took);
    return { kind: 'bootstrapped', outcome };
  },
});

/** Answers why the data cannot be carried out, if it cannot. */
async function handOver({ engine, passedOver }: Ports, wanted: WantedBootstrap, signal: AbortSignal): Promise<BootstrapEnd | undefined> {
  const { facts, data, budget } = wanted;
  const plan = data === undefined ? undefined : planBootstrap(data.value, data.format, facts);
  if (plan?.kind === 'plan') {
    const answer = await startBootstrap(engine, facts.name, { plan, budget }, signal);
    if (answer === 'started' && plan.notes.length > 0) passedOver(plan.notes);
    return undefined;
  }
  // Data that is gone, or no good any more, matters only if it has not been handed over yet.
  if ((await readBootstrap(engine, facts.name, signal)).kind !== 'absent') return undefined;
  if (plan !== undefined) return { kind: 'unusable', why: plan.why };
  throw transient({ action: 'bootstrap', object: `container ${facts.name}`, why: 'the Secret with its bootstrap data is gone' });
}

const print = ({ step, index, count }: BootstrapProgress): string =>
  step === '' ? 'Bootstrapping' : `${step} (step ${index} of ${count})`;

/** How long it took in the container; undefined when that is not known. */
function lengthOf({ steps }: BootstrapOutcome): Duration | undefined {
  const end = steps.at(-1)?.endedAt;
  const start = steps[0]?.startedAt;
  return start === undefined || end === undefined ? undefined : milliseconds(end - start);
}
