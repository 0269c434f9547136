import type { Observation } from '../observation.ts';
import { decide } from './decide.ts';
import type { Plan } from './plan.ts';

const seen: Observation = { backend: 'in-memory', deleting: false, hasFinalizer: true, managedElsewhere: false, cluster: 'demo' };
const { cluster: _cluster, ...unowned } = seen;

describe('infrastructure cluster decision', () => {
  test.each<{ rule: string; seen: Observation; plan: Plan }>([
    { rule: 'serves on any free port at first', seen, plan: { step: 'serve', cluster: 'demo' } },
    { rule: 'keeps the port that it has', seen: { ...seen, port: 20_007 }, plan: { step: 'serve', cluster: 'demo', port: 20_007 } },
    { rule: 'waits for its owner', seen: unowned, plan: { step: 'rest' } },
    { rule: 'lets go of an object without owner', seen: { ...unowned, deleting: true }, plan: { step: 'release' } },
    { rule: 'stays away from what others manage', seen: { ...seen, managedElsewhere: true, deleting: true }, plan: { step: 'rest' } },
    { rule: 'only says so while paused', seen: { ...seen, pausedBecause: 'x', deleting: true }, plan: { step: 'pause', because: 'x' } },
    { rule: 'closes the port when deleted', seen: { ...seen, deleting: true }, plan: { step: 'release', cluster: 'demo' } },
    { rule: 'has nothing to do once released', seen: { ...seen, deleting: true, hasFinalizer: false }, plan: { step: 'rest' } },
    {
      rule: 'serves Docker kinds in a simulation',
      seen: { ...seen, backend: 'simulated-docker' },
      plan: { step: 'serve', cluster: 'demo' },
    },
  ])('$rule', ({ seen: observation, plan }) => expect(decide(observation)).toEqual(plan));
});
