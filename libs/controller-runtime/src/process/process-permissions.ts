import type { Permission } from '../controllers/controller.ts';

/** What a provider asks of the management cluster, all of it: its roles are generated from this, and hold nothing else. */
export interface ProviderPermissions {
  /** In all namespaces, and for kinds that are in none. */
  readonly everywhere: readonly Permission[];
  /** In the namespace that the provider itself is installed in. */
  readonly atHome: readonly Permission[];
}

/** What every process that {@link runProvider} runs asks for, whatever its controllers do. */
export const processPermissions: ProviderPermissions = {
  everywhere: [
    // Who asks for diagnostics, and whether they may have them.
    { group: 'authentication.k8s.io', resources: ['tokenreviews'], verbs: ['create'] },
    { group: 'authorization.k8s.io', resources: ['subjectaccessreviews'], verbs: ['create'] },
    // Which versions a kind has, which conversions of references need.
    { group: 'apiextensions.k8s.io', resources: ['customresourcedefinitions'], verbs: ['get', 'list', 'watch'] },
  ],
  atHome: [
    // The lease that one of several replicas holds, and the event that says which.
    { group: 'coordination.k8s.io', resources: ['leases'], verbs: ['get', 'list', 'watch', 'create', 'update'] },
    { group: '', resources: ['events'], verbs: ['create'] },
  ],
};

/** For providers whose controllers tell of transitions by events. */
export const eventPermissions: readonly Permission[] = [{ group: '', resources: ['events'], verbs: ['create', 'patch'] }];
