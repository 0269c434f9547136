export { secretName } from './installation.ts';
export { webhookCertificatePermissions } from './permissions.ts';
export { selfManagedCertificates, type SelfManagedOptions } from './self-managed-certificates.ts';
