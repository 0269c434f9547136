import type { KindDeclaration, KubernetesObject, Resource } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import type { Finding } from './finding.ts';

/** Which features are on; what the runtime's `Features` offers. */
export interface Gates {
  enabled(gate: string): boolean;
}

/** One write that the API server asks about, in the storage version of the kind. */
export interface Admission<T extends KubernetesObject = KubernetesObject> {
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE';
  /** The object as it is to be; on DELETE as it is. */
  readonly object: DeepReadonly<T>;
  /** The object as it was; on UPDATE only. */
  readonly before?: DeepReadonly<T>;
  /** Nothing will be stored. */
  readonly dryRun: boolean;
  /** API version in which the client wrote, `v1beta1`: the object was converted before it came here. Absent when nobody said. */
  readonly requestedVersion?: string;
  readonly gates: Gates;
}

/** A write that is refused as a whole, with an HTTP status of its own, rather than for findings (422). */
export interface Denial {
  /** 403 for what is switched off or in use, 400 for what cannot be read, 500 for what could not be looked up. */
  readonly status: 400 | 403 | 500;
  readonly message: string;
}

/** What a validating rule says about a write. Allowed when there is neither a finding nor a denial. */
export interface Ruling {
  readonly findings: readonly Finding[];
  /** Shown to the writer by kubectl, whether or not the write is allowed. */
  readonly warnings?: readonly string[];
  readonly denial?: Denial;
}

/** What a defaulting rule makes of an object; {@link object} is the one that came in when nothing changed. */
export interface Defaulted<T extends KubernetesObject> {
  readonly object: DeepReadonly<T>;
  readonly findings?: readonly Finding[];
  readonly warnings?: readonly string[];
  readonly denial?: Denial;
}

type Operation = Admission['operation'];

/**
 * The webhooks of one kind: from this come the handlers, their paths and the webhook configurations, so these cannot disagree.
 * `Ports` is what the rules of a provider may look things up with; most rules need nothing. It is handed in with each call, so that
 * a declaration is plain data and can be read without a running provider.
 */
export interface KindWebhooks<T extends KubernetesObject = KubernetesObject, Ports = unknown> {
  readonly kind: Resource<T> & { readonly declaration: KindDeclaration };
  readonly defaulting?: {
    readonly operations: readonly Operation[];
    /** Name in the configuration when it is not `default.<kind>.<group>`. */
    readonly name?: string;
    readonly run: (admission: Admission<T>, ports: Ports, signal: AbortSignal) => Defaulted<T> | Promise<Defaulted<T>>;
  };
  readonly validating?: {
    readonly operations: readonly Operation[];
    readonly run: (admission: Admission<T>, ports: Ports, signal: AbortSignal) => Ruling | Promise<Ruling>;
  };
  /** Rules for writes to `/scale`. */
  readonly validatingScale?: {
    readonly run: (scale: ScaleAdmission, ports: Ports, signal: AbortSignal) => Ruling | Promise<Ruling>;
  };
}

/** A write to the scale subresource. */
export interface ScaleAdmission {
  readonly namespace: string;
  readonly name: string;
  /** Replicas wanted; 0 when the Scale names none. */
  readonly replicas: number;
  readonly gates: Gates;
}

/** A declaration with its kind forgotten, for lists of them. Each rule is called with objects of its own kind only. */
export type AnyKindWebhooks<Ports> = KindWebhooks<KubernetesObject, Ports>;

/** Declares the webhooks of a kind; only here so that `T` is inferred and then forgotten. */
export const kindWebhooks = <T extends KubernetesObject, Ports = unknown>(declaration: KindWebhooks<T, Ports>): AnyKindWebhooks<Ports> =>
  declaration as unknown as AnyKindWebhooks<Ports>;

/** The ruling of rules that only find. */
export const findings = (...found: readonly (readonly Finding[])[]): Ruling => ({ findings: found.flat() });

/** A feature that is switched off: refused before any other rule runs. */
export const gateOff = (gate: string, path = 'spec'): Ruling => ({
  findings: [],
  denial: { status: 403, message: `${path}: Forbidden: can be set only if the ${gate} feature gate is enabled` },
});
