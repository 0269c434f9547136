import {
  CustomResourceDefinition,
  resourceName,
  type KindDeclaration,
  type KubernetesObject,
  type ObjectKey,
  type Resource,
} from '@capi/api';
import { awaitChange, definitionsScope, type CacheScope, type Controller, type Permission, type Runtime } from '@capi/controller-runtime';
import { minutes } from '@capi/seams';

import { act } from './act/act.ts';
import { decide } from './decide/decide.ts';
import type { Phase, SeenDefinition } from './observation.ts';
import { observe, type Progress } from './observe.ts';

/** All phases, in the order in which they are done. */
export const phases: readonly Phase[] = ['StorageVersionMigration', 'CleanupManagedFields'];

/** Whose objects are migrated, and how far. */
export interface CrdMigrationOptions {
  /** Kinds whose CRDs this provider installs; CRDs of others are left alone. */
  readonly kinds: readonly Resource<KubernetesObject>[];
  /** Phases to leave out: the values of `--skip-crd-migration-phases`. */
  readonly skip?: readonly string[];
}

/** How long a migration of one kind may take before it is interrupted; it goes on from there. */
const patience = minutes(10);

/**
 * The controller that brings stored objects to the storage version after an upgrade, drops old versions from `status.storedVersions`
 * of their CRDs and from managed fields, and notes on each CRD for which generation that is done.
 * @returns undefined when all phases are skipped
 */
export function crdMigrationController(runtime: Runtime, { kinds, skip = [] }: CrdMigrationOptions): Controller | undefined {
  const wanted = phases.filter((phase) => !skip.includes(phase));
  if (wanted.length === 0) return undefined;
  const names = new Set(kinds.map(resourceName));
  const progress = rememberProgress();
  const { client, log } = runtime;
  return {
    name: 'crdmigrator',
    resource: CustomResourceDefinition,
    only: ({ metadata }) => names.has(metadata.name),
    ignoresWatchFilter: true,
    watches: [],
    reads: [definitionsScope as unknown as CacheScope],
    permissions: crdMigrationPermissions(kinds),
    concurrency: 1,
    timeout: patience,
    async reconcile(key: ObjectKey, signal) {
      for (;;) {
        signal.throwIfAborted();
        const found = await observe(runtime, key, { phases: wanted, progress }, signal);
        if (found === undefined) return awaitChange;
        const { seen, served } = found;
        const plan = decide(seen);
        if (plan.step === 'rest') return awaitChange;
        const objects = 'targets' in plan ? { objects: plan.targets.length } : {};
        const said = { step: plan.step, storage: seen.definition.storage, ...objects };
        if (plan.step === 'finish') log.debug('Stored objects are as they should be', said);
        else log.info('Migrating stored objects', said);
        const onRewritten = (uid: string): void => progress.rewritten(seen.definition, uid);
        await act(plan, { client, served, name: key.name, onRewritten }, signal);
        if (plan.step !== 'finish') continue;
        progress.forget(key.name);
        return awaitChange;
      }
    },
  };
}

/** Adds the controller to the others of a provider, unless all phases are skipped. */
export function addCrdMigration(runtime: Runtime, options: CrdMigrationOptions): void {
  const controller = crdMigrationController(runtime, options);
  if (controller !== undefined) runtime.add(controller);
}

interface Notebook extends Progress {
  rewritten(definition: SeenDefinition, uid: string): void;
  forget(name: string): void;
}

function rememberProgress(): Notebook {
  const uids = new Map<string, { readonly generation: number; readonly done: Set<string> }>();
  const of = ({ name, generation }: SeenDefinition): Set<string> => {
    const known = uids.get(name);
    if (known?.generation === generation) return known.done;
    const done = new Set<string>();
    uids.set(name, { generation, done });
    return done;
  };
  return {
    isRewritten: (definition, uid) => of(definition).has(uid),
    rewritten: (definition, uid) => void of(definition).add(uid),
    forget: (name) => void uids.delete(name),
  };
}

/** A kind as far as permissions depend on it. */
type MigratedKind = Resource<KubernetesObject> & { readonly declaration?: KindDeclaration };

/** What migrating these kinds takes: reading all CRDs, and writing the objects of these kinds and their own CRDs only. */
export const crdMigrationPermissions = (kinds: readonly MigratedKind[]): readonly Permission[] => {
  const names = kinds.map(resourceName);
  return [
    { group: 'apiextensions.k8s.io', resources: ['customresourcedefinitions'], verbs: ['get', 'list', 'watch'] },
    {
      group: 'apiextensions.k8s.io',
      resources: ['customresourcedefinitions', 'customresourcedefinitions/status'],
      names,
      verbs: ['patch'],
    },
    ...kinds.map(({ group, plural }) => ({ group, resources: [plural], verbs: ['list', 'patch'] as const })),
    ...kinds.filter(hasStatus).map(({ group, plural }) => ({ group, resources: [`${plural}/status`], verbs: ['patch'] as const })),
  ];
};

/** Whether the status of a kind is written apart. */
const hasStatus = ({ declaration }: MigratedKind): boolean =>
  declaration === undefined ||
  Object.values(declaration.versions).some(({ status, statusSubresource = status !== undefined }) => statusSubresource);
