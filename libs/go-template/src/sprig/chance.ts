import { characters } from '../bytes.ts';
import { impure, type Functions } from '../function.ts';
import { required } from '../surroundings.ts';
import { RefusedByFunction } from '../template-error.ts';
import { int } from '../value.ts';

/** What gives another answer each time. */
export const chance: Functions = {
  randInt: impure(['int', 'int'], (surroundings, from, to) => {
    if (to <= from) throw new RefusedByFunction(`there is no number from ${from} to below ${to}`);
    return int(from + Math.floor(required(surroundings, 'random').next() * (to - from)));
  }),
  shuffle: impure(['string'], (surroundings, text) => {
    const random = required(surroundings, 'random');
    return characters(text)
      .map((letter) => [random.next(), letter] as const)
      .toSorted(([one], [other]) => one - other)
      .map(([, letter]) => letter)
      .join('');
  }),
};
