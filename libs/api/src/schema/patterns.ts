// What Kubernetes accepts as names, spelled as regular expressions that both Go's RE2 and JavaScript understand.

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain = `${label}(\\.${label})*`;
const qualifiedPart = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';

/** Lower-case letters, digits and dashes, as a namespace is named. */
export const dnsLabel = `^${label}$`;
/** DNS labels joined by dots, as most objects are named. */
export const dnsSubdomain = `^${subdomain}$`;
/** Name of a kind. */
export const kindName = '^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$';
/** `group/version`. */
export const groupVersion = `^${subdomain}\\/[a-z]([-a-z0-9]*[a-z0-9])?$`;
/** Type of a condition, optionally with a domain in front. */
export const conditionType = `^(${subdomain}/)?(${qualifiedPart})$`;
/** Reason of a condition: CamelCase. */
export const conditionReason = '^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$';
/** Key of a label or taint. */
export const labelKey = `^(${subdomain}\\/)?${qualifiedPart}$`;
/** Value of a label or taint. */
export const labelValue = `^(${qualifiedPart})?$`;

/** A pattern that has a name among those who use Kubernetes. */
export interface NamedPattern {
  readonly name: string;
  readonly pattern: string;
  /** What it accepts; part of a sentence. */
  readonly accepts: string;
}

/** Patterns with the names that people know them by, for reference docs. */
export const namedPatterns: readonly NamedPattern[] = [
  { name: 'DNS label', pattern: dnsLabel, accepts: 'lower-case letters, digits and dashes, as in `team-a`' },
  { name: 'DNS subdomain', pattern: dnsSubdomain, accepts: 'DNS labels joined by dots, as in `worker-0` or `example.com`' },
  { name: 'kind', pattern: kindName, accepts: 'letters, digits and dashes, as in `DockerMachine`' },
  { name: 'group and version', pattern: groupVersion, accepts: 'a DNS subdomain, a slash and a version, as in `cluster.x-k8s.io/v1beta2`' },
  {
    name: 'condition type',
    pattern: conditionType,
    accepts: 'a word, perhaps with a domain in front, as in `Ready` or `example.com/Checked`',
  },
  { name: 'condition reason', pattern: conditionReason, accepts: 'a word in CamelCase, as in `WaitingForBootstrapData`' },
  { name: 'label key', pattern: labelKey, accepts: 'a word, perhaps with a domain in front, as in `example.com/tier`' },
  { name: 'label value', pattern: labelValue, accepts: 'a word, or nothing' },
];
