import type { Redacted } from '@capi/seams';

/** What bootstrap data may ask about the machine that it is for, and what kubeadm is told about it. */
export interface NodeFacts {
  /** Of the container, hence host name and name of the Node: what `{{ ds.meta_data.local_hostname }}` becomes. */
  readonly name: string;
  /** What `{{ ds.meta_data.instance_id }}` becomes: the UID of the infrastructure machine. */
  readonly instanceID: string;
  /** Told to the kubelet, so that the Node has it from the start. */
  readonly providerID: string;
  /** How the node image was built; see `node-image/`. */
  readonly mode: 'kind 0.19' | 'kind 0.20';
}

/** What happens in a node container, in order. Steps hold keys and tokens, so they show as `[redacted]`; the rest is plain JSON. */
export interface BootstrapPlan {
  readonly kind: 'plan';
  readonly steps: Redacted<readonly BootstrapStep[]>;
  /** What the data asks for and a container does not need or cannot have, one sentence each. */
  readonly notes: readonly string[];
}

/** One step: it fails as a whole, and nothing after it happens then. */
export interface BootstrapStep {
  /** Without secrets: `write_files 3 of 12: /etc/motd`, `runcmd 2 of 2: kubeadm join`. */
  readonly title: string;
  /** For `/bin/sh`, in the folder of the step. */
  readonly script: string;
  /** Is the file `content` in the folder of the step, for the script to put where it belongs. */
  readonly content?: Uint8Array;
}

/** Bootstrap data that cannot be carried out, whatever is tried: the machine has to be replaced. */
export interface BootstrapProblem {
  readonly kind: 'problem';
  /** For people, with the line where there is one; never quotes the data. */
  readonly why: string;
}
