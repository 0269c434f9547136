import { findings, type Admission, type Ruling } from '@capi/admission';
import { draftOf, type DevCluster } from '@capi/api';

import { validateFailureDomains } from '../failure-domains.ts';

/** What a DevCluster may be. */
export const validateDevCluster = ({ object }: Admission<DevCluster>): Ruling =>
  findings(validateFailureDomains('spec.backend.docker.failureDomains', draftOf(object).spec?.backend?.docker?.failureDomains));
