import { randomInt } from 'node:crypto';

import { seededRandom, type Random } from '@capi/seams';

/** A {@link Random} that starts from chance. Not for secrets. */
export const systemRandom = (): Random => seededRandom(randomInt(2 ** 32));
