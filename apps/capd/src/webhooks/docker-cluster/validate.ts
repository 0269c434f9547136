import { findings, type Admission, type Ruling } from '@capi/admission';
import { draftOf, type DockerCluster } from '@capi/api';

import { validateFailureDomains } from '../failure-domains.ts';

/** What a DockerCluster may be. */
export const validateDockerCluster = ({ object }: Admission<DockerCluster>): Ruling =>
  findings(validateFailureDomains('spec.failureDomains', draftOf(object).spec?.failureDomains));
