import type { Functions } from '../function.ts';
import { certificates } from './certificates.ts';
import { chance } from './chance.ts';
import { dates } from './dates.ts';
import { emptiness } from './emptiness.ts';
import { encodings } from './encodings.ts';
import { json } from './json.ts';
import { lists } from './lists.ts';
import { maps } from './maps.ts';
import { numbers } from './numbers.ts';
import { paths } from './paths.ts';
import { regularExpressions } from './regular-expressions.ts';
import { secrets } from './secrets.ts';
import { texts } from './texts.ts';
import { types } from './types.ts';
import { urls } from './urls.ts';
import { versions } from './versions.ts';

/** The functions of sprig 3.3 that need nothing from the machine: what ClusterClass patches may call. */
export const sprigFunctions: Functions = {
  ...certificates,
  ...chance,
  ...dates,
  ...emptiness,
  ...encodings,
  ...json,
  ...lists,
  ...maps,
  ...numbers,
  ...paths,
  ...regularExpressions,
  ...secrets,
  ...texts,
  ...types,
  ...urls,
  ...versions,
};
