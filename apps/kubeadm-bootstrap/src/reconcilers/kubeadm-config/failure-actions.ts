/** The action that a failure to make certificates names, so that the condition about certificates shows it. */
export const makeCertificates = 'make the certificates of the cluster';
