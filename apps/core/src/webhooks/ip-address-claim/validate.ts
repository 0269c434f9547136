import { findings, forbidden, type Admission, type Ruling } from '@capi/admission';
import type { IPAddressClaim } from '@capi/api';

import { denied } from '../denied.ts';
import { hasSameSpec } from '../same-spec.ts';

/** What an IPAddressClaim may be: anything, but it stays as it is, since an address may have been given for it. */
export const validateIPAddressClaim = ({ object, before }: Admission<IPAddressClaim>): Ruling =>
  before === undefined || hasSameSpec(before, object)
    ? findings()
    : denied([forbidden('spec', 'spec is immutable; make a new IPAddressClaim instead')]);
