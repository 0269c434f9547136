// Formats of names, labels and annotations: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain = new RegExp(`^${label}(\\.${label})*$`);
const qualifiedName = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const labelValue = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;

const subdomainRule =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";

/** What is wrong with a name of up to 253 lower case characters; undefined when nothing is. */
export function whyNotSubdomain(name: string): string | undefined {
  if (name.length > 253) return 'must be no more than 253 bytes';
  return subdomain.test(name) ? undefined : subdomainRule;
}

/** What is wrong with a name of up to 63 lower case characters without dots; undefined when nothing is. */
export function whyNotLabel(name: string): string | undefined {
  if (name.length > 63) return 'must be no more than 63 bytes';
  if (!name.includes('.') && subdomain.test(name)) return undefined;
  return "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";
}

/** What is wrong with a name that only has to be one segment of a path; undefined when nothing is. */
export function whyNotPathSegment(name: string): string | undefined {
  if (name === '.' || name === '..') return `may not be '${name}'`;
  return /[/%]/.test(name) ? "may not contain '/' or '%'" : undefined;
}

/** What is wrong with a key of labels, annotations or finalizers (`example.com/name`); undefined when nothing is. */
export function whyNotQualifiedName(key: string): string | undefined {
  const slash = key.indexOf('/');
  const prefix = slash < 0 ? undefined : key.slice(0, slash);
  const name = key.slice(slash + 1);
  if (prefix !== undefined && (prefix.length > 253 || !subdomain.test(prefix))) return `prefix part ${subdomainRule}`;
  if (name.length > 63) return 'name part must be no more than 63 bytes';
  if (qualifiedName.test(name)) return undefined;
  return "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
}

/** What is wrong with the value of a label; undefined when nothing is. */
export function whyNotLabelValue(value: string): string | undefined {
  if (value.length > 63) return 'must be no more than 63 bytes';
  if (labelValue.test(value)) return undefined;
  return "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
}
