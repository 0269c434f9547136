import type { Draft, MachineSpec } from '@capi/api';

import { required, type Finding } from '../finding.ts';
import { isDefined } from './references.ts';

/** Where a Machine gets its bootstrap data from: a config that will make it, or a Secret that holds it. An empty name of a Secret counts. */
export const validateBootstrap = (path: string, bootstrap: Draft<MachineSpec['bootstrap']> = {}): readonly Finding[] =>
  bootstrap.dataSecretName !== undefined || isDefined(bootstrap.configRef)
    ? []
    : [required(path, 'set configRef to a bootstrap config, or dataSecretName to a Secret with the data')];
