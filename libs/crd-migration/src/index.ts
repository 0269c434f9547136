export { addCrdMigration, crdMigrationController, phases, type CrdMigrationOptions } from './crd-migration-controller.ts';
export type { Phase } from './observation.ts';
