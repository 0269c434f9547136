/** What the Machine, the infrastructure machine and the Node of a container are known by. */
export const printProviderID = (container: string): string => `docker:////${container}`;

/**
 * The container that a provider ID names.
 * @returns undefined when it is absent or names something else, such as a simulated machine
 */
export const parseProviderID = (providerID: string | undefined): string | undefined =>
  /^docker:\/{4}([A-Za-z0-9][A-Za-z0-9_.-]*)$/.exec(providerID ?? '')?.[1];
