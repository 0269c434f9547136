import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { whyNoKubectl } from './kubectl.ts';
import { repository } from './sandbox.ts';

/** The folder with fixtures and recorded facts of upstream, which lies beside the repository where it is at hand. */
export const sharedFolder = process.env['CAPI_SHARED'] ?? join(repository, '../shared');

/** Why stories that need them cannot be told; undefined when they can. */
export const whyNothingShared = (): string | undefined =>
  whyNoKubectl() ?? (existsSync(sharedFolder) ? undefined : `no ${sharedFolder}; set CAPI_SHARED to the folder that holds fixtures/`);
