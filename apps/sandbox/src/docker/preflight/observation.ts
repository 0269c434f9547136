/** All that is known of the machine and its Docker engine before anything starts. Plain JSON. */
export interface Observation {
  /** As node names it: `linux`. */
  readonly platform: string;
  readonly engine: SeenEngine;
  /** What the nodes of the manifest run from; empty without a manifest. */
  readonly images: readonly SeenImage[];
  /** Whether an archive that `npm run node-image` made is at hand. */
  readonly archive: boolean;
  /** How a privileged container did. */
  readonly privileged: Trial;
  /** `fs.inotify.max_user_instances`; absent where there is no such setting. */
  readonly inotifyInstances?: number;
  readonly wanted: WantedNodes;
  /** Clusters of which the engine has containers that cannot be this sandbox's own, by their names. */
  readonly otherClusters: readonly SeenCluster[];
}

export interface SeenCluster {
  /** Namespace and name: `default/demo`. */
  readonly cluster: string;
  readonly containers: number;
}

export type SeenEngine =
  | { readonly answers: false; readonly why: string; readonly hint?: string }
  | {
      readonly answers: true;
      /** `unix:///var/run/docker.sock`. */
      readonly address: string;
      /** `20.10.24`. */
      readonly version: string;
      readonly cgroupVersion: string;
    };

export interface SeenImage {
  readonly name: string;
  /** Why the engine does not have it; absent when it does. */
  readonly missing?: string;
}

export type Trial =
  /** There was no engine or no image to try it with. */
  | { readonly outcome: 'untried' }
  /** `builtHere`: the image says that `npm run node-image` made it. */
  | { readonly outcome: 'ran'; readonly builtHere: boolean }
  | { readonly outcome: 'failed'; readonly why: string };

/** How many nodes of each sort the manifest asks for. */
export interface WantedNodes {
  readonly controlPlanes: number;
  readonly workers: number;
}
