/** A JSON schema as Kubernetes writes it: OpenAPI v3 with `x-kubernetes-*` extensions. */
export type OpenApiSchema = Readonly<Record<string, unknown>>;

/** Where the scale subresource finds its values, as JSON paths (`.spec.replicas`). */
export interface ScalePaths {
  readonly specReplicasPath: string;
  readonly statusReplicasPath: string;
  readonly labelSelectorPath?: string;
}

/** A column of `kubectl get`, as a CRD declares it. */
export interface PrinterColumn {
  readonly name: string;
  readonly type: string;
  readonly format?: string;
  readonly description?: string;
  /** 0 or absent is always shown, more only with `-o wide`. */
  readonly priority?: number;
  readonly jsonPath: string;
}

/** A subresource beyond status and scale: `pods/log`, `serviceaccounts/token`. */
export interface ExtraSubresource {
  readonly name: string;
  readonly kind: string;
  /** Group and version of the kind, when they differ from the parent's. */
  readonly group?: string;
  readonly version?: string;
  readonly verbs: readonly string[];
}

/** One version of one kind as it is served: what routing, discovery, OpenAPI and tables are made from. */
export interface ServedResource {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly listKind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  /** Whether `/status` is served; then the main endpoint ignores status, and `generation` follows everything else. */
  readonly status: boolean;
  readonly scale?: ScalePaths;
  readonly subresources: readonly ExtraSubresource[];
  readonly schema: OpenApiSchema;
  /** Of a CRD; built-in kinds have columns of their own. */
  readonly columns: readonly PrinterColumn[];
  /** Sent as a Warning header with every answer. */
  readonly deprecationWarning?: string;
  /** Whether a CRD declares it, rather than this server. */
  readonly custom: boolean;
}

/** What clients may do with a kind unless it says otherwise. */
export const allVerbs: readonly string[] = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
