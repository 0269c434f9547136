import type { Instant } from '@capi/seams';

import type { JsonObject } from '../schema/json.ts';

/** One column of a table: what it is called and how its cell is made. */
export interface Column {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  readonly format?: string;
  readonly description?: string;
  /** 0 is always shown, 1 only with `-o wide`. */
  readonly priority?: number;
  /** A cell that has nothing to show is null. */
  readonly cell: (object: JsonObject, now: Instant) => unknown;
}
