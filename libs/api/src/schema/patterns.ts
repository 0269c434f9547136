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
