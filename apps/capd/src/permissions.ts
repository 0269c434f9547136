import { kindsOf } from '@capi/api';
import { processPermissions, type ProviderPermissions } from '@capi/controller-runtime';
import { crdMigrationPermissions } from '@capi/crd-migration';

import { permissions as infraCluster } from './controllers/infra-cluster-watches.ts';
import { permissions as infraMachine } from './controllers/infra-machine-watches.ts';
import { permissions as machineTemplate } from './controllers/machine-template.ts';

/** All that this provider may do on the management cluster; the roles in `deploy/capd/rbac` are generated from it. */
export const permissions: ProviderPermissions = {
  everywhere: [
    ...processPermissions.everywhere,
    ...crdMigrationPermissions(kindsOf('infrastructure-docker')),
    ...infraCluster,
    ...infraMachine,
    ...machineTemplate,
  ],
  atHome: processPermissions.atHome,
};
