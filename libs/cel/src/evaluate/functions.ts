import type { CelFunctions } from './arguments.ts';
import { addressFunctions, addressMethods } from './functions/addresses.ts';
import { conversions } from './functions/conversions.ts';
import { listFunctions, listMethods } from './functions/lists.ts';
import { formatFunctions, formatMethods } from './functions/named-formats.ts';
import { optionalFunctions, optionalMethods } from './functions/optionals.ts';
import { quantityFunctions, quantityMethods } from './functions/quantities.ts';
import { textFunctions, textMethods } from './functions/texts.ts';
import { timeMethods } from './functions/times.ts';
import { urlFunctions, urlMethods } from './functions/urls.ts';
import { versionFunctions, versionMethods } from './functions/versions.ts';
import { fail, type CelValue } from './values.ts';

/** Functions without something that they are called on, those with a namespace under their whole name. */
export const functions: CelFunctions = {
  ...conversions,
  ...textFunctions,
  ...listFunctions,
  ...optionalFunctions,
  ...addressFunctions,
  ...urlFunctions,
  ...quantityFunctions,
  ...versionFunctions,
  ...formatFunctions,
};

/** Functions that are called on something, by name; those of several types take what fits. */
export const methods: CelFunctions = merged([
  textMethods,
  listMethods,
  optionalMethods,
  timeMethods,
  addressMethods,
  urlMethods,
  quantityMethods,
  versionMethods,
  formatMethods,
]);

/** A name that several kinds of values have is tried with each kind. */
function merged(tables: readonly CelFunctions[]): CelFunctions {
  const all = Map.groupBy(
    tables.flatMap((table) => Object.entries(table)),
    ([name]) => name,
  );
  return Object.fromEntries(
    [...all].map(([name, entries]) => {
      const runs = entries.map(([, run]) => run);
      const [only] = runs;
      return [name, runs.length === 1 && only !== undefined ? only : (...args: readonly CelValue[]) => firstThatFits(runs, args)];
    }),
  );
}

function firstThatFits(runs: readonly ((...args: readonly CelValue[]) => CelValue)[], args: readonly CelValue[]): CelValue {
  let failure: unknown;
  for (const run of runs) {
    try {
      return run(...args);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('no such overload')) throw error;
      failure = error;
    }
  }
  throw failure instanceof Error ? failure : fail('no such overload');
}
