/** A container image reference, in parts. */
export interface ContainerImage {
  /** Registry and path without the last part: `registry.k8s.io/coredns`; empty when there is none. */
  readonly repository: string;
  /** `coredns` */
  readonly name: string;
  /** Absent means `latest`. */
  readonly tag?: string;
  readonly digest?: string;
}

/** Reads `registry:5000/path/name:tag@digest`. */
export function parseContainerImage(text: string): ContainerImage {
  const [reference = '', digest] = text.split('@');
  const slash = reference.lastIndexOf('/');
  const last = reference.slice(slash + 1);
  const colon = last.indexOf(':');
  return {
    repository: slash < 0 ? '' : reference.slice(0, slash),
    name: colon < 0 ? last : last.slice(0, colon),
    ...(colon < 0 ? {} : { tag: last.slice(colon + 1) }),
    ...(digest === undefined ? {} : { digest }),
  };
}

export function printContainerImage({ repository, name, tag, digest }: ContainerImage): string {
  const path = repository === '' ? name : `${repository}/${name}`;
  return `${path}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}

/** A version as an image tag: what a tag may not contain becomes an underscore. */
export const asTag = (version: string): string => version.replaceAll(/[^-a-zA-Z0-9_.]/g, '_');
