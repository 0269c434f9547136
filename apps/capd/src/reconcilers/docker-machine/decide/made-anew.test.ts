import { failedWork } from '../testing.ts';
import { isToBeMadeAnew } from './made-anew.ts';

const cgroups = { stage: { part: 'cgroups', doing: '' } } as const;

describe('container whose system does not come up', () => {
  test.each([
    { rule: 'is looked at again', work: failedWork('provision', 0, { ...cgroups, failures: 1 }), anew: false },
    { rule: 'is made anew after some looks', work: failedWork('provision', 0, { ...cgroups, failures: 4 }), anew: true },
    { rule: 'is looked at again when it was made anew', work: failedWork('provision', 0, { ...cgroups, failures: 5 }), anew: false },
    {
      rule: 'stays when an image is what fails',
      work: failedWork('provision', 0, { stage: { part: 'images', doing: '' }, failures: 4 }),
      anew: false,
    },
    { rule: 'is not made anew before anything failed', work: undefined, anew: false },
  ])('$rule', ({ work, anew }) => expect(isToBeMadeAnew(work)).toBe(anew));
});
