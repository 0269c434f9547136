import { kindsOf } from '@capi/api';
import { eventPermissions, processPermissions, type ProviderPermissions } from '@capi/controller-runtime';
import { crdMigrationPermissions } from '@capi/crd-migration';

import { permissions as cluster } from './reconcilers/cluster/watches.ts';
import { permissions as machineDeployment } from './reconcilers/machine-deployment/watches.ts';
import { permissions as machineSet } from './reconcilers/machine-set/watches.ts';
import { permissions as machine } from './reconcilers/machine/watches.ts';
import { permissions as webhooks } from './webhooks/cached-ports.ts';

/** All that this provider may do on the management cluster; the roles in `deploy/core/rbac` are generated from it. */
export const permissions: ProviderPermissions = {
  everywhere: [
    ...processPermissions.everywhere,
    ...eventPermissions,
    ...crdMigrationPermissions(kindsOf('cluster-api')),
    ...cluster,
    ...machine,
    ...machineSet,
    ...machineDeployment,
    ...webhooks,
  ],
  atHome: processPermissions.atHome,
};
