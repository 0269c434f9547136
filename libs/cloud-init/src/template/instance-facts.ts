/** What cloud-init knows of a machine when it evaluates a template. */
export interface InstanceFacts {
  readonly hostname: string;
  readonly instanceID: string;
  /** Of the cloud, in lower case: `docker`. */
  readonly platform: string;
}
