import { instant, parseInstant, printInstant } from '@capi/seams';

import type { Remediation } from './observation.ts';

/** Reads the JSON of a remediation annotation; undefined when it is absent or not one, which is the same: nothing is known. */
export function parseRemediation(text: string | undefined): Remediation | undefined {
  if (text === undefined) return undefined;
  try {
    const { machine, timestamp, retryCount } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    if (typeof machine !== 'string') return undefined;
    const moment = typeof timestamp === 'string' ? parseInstant(timestamp) : undefined;
    return { machine, timestamp: moment ?? instant(0), retryCount: typeof retryCount === 'number' ? retryCount : 0 };
  } catch {
    return undefined;
  }
}

/** The JSON of a remediation annotation, with upstream's fields in upstream's order. */
export const printRemediation = ({ machine, timestamp, retryCount }: Remediation): string =>
  JSON.stringify({ machine, timestamp: printInstant(timestamp), retryCount });
