import type { Check } from '../finding.ts';

/** Before that an engine gives containers no control groups of their own. */
const oldest = 20;

/** The engine's version is one that nodes were tried with, or newer. */
export const engineIsNewEnough: Check = ({ engine }) => {
  if (!engine.answers) return undefined;
  const [, major] = /^(\d+)\./.exec(engine.version) ?? [];
  if (major === undefined || Number(major) >= oldest) return undefined;
  return { essential: true, what: `the Docker engine is of version ${engine.version}`, next: `nodes need ${oldest}.10 or newer` };
};
