export {
  addCrdMigration,
  crdMigrationController,
  crdMigrationPermissions,
  phases,
  type CrdMigrationOptions,
} from './crd-migration-controller.ts';
export type { Phase } from './observation.ts';
