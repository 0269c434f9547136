import { ContractViolation } from './contract-violation.ts';

/** Contracts that can be read, newest first. */
export const contractVersions = ['v1beta2', 'v1beta1'] as const;
/** One of {@link contractVersions}. */
export type ContractVersion = (typeof contractVersions)[number];

/** How objects of a kind are to be read. */
export interface Contract {
  readonly contract: ContractVersion;
  /** API version in which the objects are asked for. */
  readonly version: string;
}

/**
 * The newest contract that a CRD declares in its labels, with the newest API version that fulfils it. A label with an empty value
 * is passed over.
 * @throws ContractViolation when there is none
 * @see upstream v1.14.0 internal/contract/version.go (behaviour)
 */
export function contractOf(crd: {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> | undefined };
}): Contract {
  for (const contract of contractVersions) {
    const versions = (crd.metadata.labels?.[`cluster.x-k8s.io/${contract}`] ?? '').split('_').filter((version) => version !== '');
    const version = versions.toSorted(compareApiVersions).at(-1);
    if (version !== undefined) return { contract, version };
  }
  const wanted = contractVersions.map((contract) => `cluster.x-k8s.io/${contract}`).join(' or ');
  throw new ContractViolation(
    { kind: 'CustomResourceDefinition', metadata: { name: crd.metadata.name } },
    'metadata.labels',
    `a label ${wanted}`,
  );
}

/** Compares API versions as Kubernetes ranks them: v2 over v1 over v1beta2 over v1beta1 over v1alpha1, and all of them over other names. */
export function compareApiVersions(a: string, b: string): number {
  const [left, right] = [parse(a), parse(b)];
  if (left === undefined || right === undefined) {
    if (left !== right) return left === undefined ? -1 : 1;
    return a < b ? 1 : -Number(a > b);
  }
  return left.stage - right.stage || left.major - right.major || left.minor - right.minor;
}

function parse(version: string): { readonly stage: number; readonly major: number; readonly minor: number } | undefined {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
  if (match === null) return undefined;
  const [, major = '', stage = 'stable', minor = '0'] = match;
  return { stage: ['alpha', 'beta', 'stable'].indexOf(stage), major: Number(major), minor: Number(minor) };
}

/**
 * Names that the CRD of a kind may have: the contract wants the English plural of the kind in front of the group. The rule comes
 * first, the plain forms after it, so that a provider with an odd plural is found as well.
 */
export function crdNames({ apiGroup, kind }: { readonly apiGroup: string; readonly kind: string }): readonly string[] {
  const singular = kind.toLowerCase();
  return [...new Set([plural(singular), `${singular}s`, `${singular}es`, singular])].map((name) => `${name}.${apiGroup}`);
}

function plural(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  if (/(s|x|z|ch|sh)$/.test(word)) return `${word}es`;
  return `${word}s`;
}
