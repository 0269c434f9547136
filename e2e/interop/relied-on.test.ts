import { readFileSync } from 'node:fs';

import { apps } from '../harness/sandbox.ts';
import { combinations, courses, nameOf, nameOfCourse, parseCombination, parseCourse } from './combinations.ts';
import { reliedOn } from './relied-on.ts';

describe('combinations', () => {
  test('are all that four providers have, those with one stranger first', () => {
    const names = combinations().map(nameOf);
    expect(new Set(names).size).toBe(16);
    expect(names.slice(0, 4)).toEqual(apps);
    expect(names.at(-1)).toBe(apps.join('+'));
  });

  test('are read as they are written', () => {
    for (const one of combinations()) expect(parseCombination(nameOf(one))).toEqual(one);
    for (const one of courses()) expect(parseCourse(nameOfCourse(one))).toEqual(one);
    expect(() => parseCombination('core+capx')).toThrow('no provider is called capx');
  });
});

describe('what providers rely on', () => {
  const page = readFileSync(new URL('../../docs/compatibility.md', import.meta.url), 'utf8');
  test.each(reliedOn.map(({ what }) => ({ what })))('is in docs/compatibility.md: $what', ({ what }) => expect(page).toContain(what));
});
