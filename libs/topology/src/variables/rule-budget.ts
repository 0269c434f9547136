import { forbidden, type Finding } from '@capi/admission';

/** Most that one expression may cost, by estimate. */
const mostPerExpression = 10_000_000;
/** Most that all expressions of a variable may cost together. */
const mostPerVariable = 100_000_000;
const shown = 4;

/** Adds up what the rules of one variable can cost. */
export interface RuleBudget {
  /**
   * Counts an expression.
   * @param total what it costs, as often as it may run
   * @param single what is held against the limit of one expression
   */
  count(path: string, total: number, single?: number): readonly Finding[];
  /** What is said about all of them together. */
  sum(path: string): readonly Finding[];
}

export function ruleBudget(): RuleBudget {
  let sum = 0;
  const expensive: { path: string; cost: number }[] = [];
  return {
    count(path, total, single = total) {
      sum += total;
      // Less than a hundredth of the limit is not worth a word.
      if (total >= mostPerVariable / 100) expensive.push({ path, cost: total });
      if (single <= mostPerExpression) return [];
      return [forbidden(path, `may cost ${times(single, mostPerExpression)} what an expression may; ${advice}`)];
    },
    sum(path) {
      if (sum <= mostPerVariable) return [];
      const most = expensive.toSorted((one, other) => other.cost - one.cost).slice(0, shown);
      return [
        ...most.map((each) => forbidden(each.path, `is among the rules that cost too much together; ${advice}`)),
        forbidden(path, `rules may cost ${times(sum, mostPerVariable)} what those of a variable may together; ${advice}`),
      ];
    },
  };
}

const advice = 'make it simpler, or set maxItems, maxProperties and maxLength where it loops or compares texts';

function times(cost: number, limit: number): string {
  const factor = cost / limit;
  return factor > 100 ? 'more than 100 times' : `${factor.toFixed(1)} times`;
}
