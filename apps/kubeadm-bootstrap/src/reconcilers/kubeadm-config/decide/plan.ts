import type { CertificatePurpose, GeneratedPurpose } from '@capi/certificates';
import type { Duration } from '@capi/seams';

/** What has to change before the machine can get its bootstrap data. */
export type Blocker =
  | { readonly kind: 'infrastructure-not-ready' }
  | { readonly kind: 'control-plane-not-initialized' }
  | { readonly kind: 'init-lock-held'; readonly holder: string }
  | { readonly kind: 'init-lock-unreadable'; readonly lock: string }
  | { readonly kind: 'certificates-missing'; readonly secrets: readonly string[] }
  | { readonly kind: 'endpoint-missing' }
  | { readonly kind: 'workload-cluster-unreachable' }
  | { readonly kind: 'data-secret-taken'; readonly by: string }
  | { readonly kind: 'worker-with-control-plane-settings' }
  | { readonly kind: 'format-unsupported'; readonly format: string }
  | { readonly kind: 'version-unusable'; readonly why: string };

export type Plan =
  /** Nothing to do and nothing to say: not ours yet, or on its way out. */
  | { readonly step: 'ignore'; readonly because: 'no-owner' | 'no-cluster' | 'deleting' }
  | { readonly step: 'pause' }
  | { readonly step: 'wait'; readonly blockers: readonly [Blocker, ...Blocker[]] }
  /** The data is there and nothing is left to do. */
  | { readonly step: 'rest' }
  /** The data is there, made before a crash or a move; the status has to say so. */
  | { readonly step: 'recognise'; readonly secret: string }
  | { readonly step: 'adopt-data-secret' }
  /** The init lock has done its work, or the Machine that held it is gone. */
  | { readonly step: 'free-init-lock'; readonly because: 'initialized' | 'holder-gone'; readonly holder: string }
  | { readonly step: 'initialize'; readonly generate: readonly GeneratedPurpose[]; readonly certificates: readonly CertificatePurpose[] }
  | { readonly step: 'join'; readonly role: 'control-plane' | 'worker'; readonly certificates: readonly CertificatePurpose[] }
  /** The machine has its data but is no Node yet, so its token must not expire. */
  | { readonly step: 'keep-token'; readonly due: Duration };

/** An answer, or "ask the next rule". */
export type Rule<Seen> = (seen: Seen) => Plan | undefined;
