/**
 * Whether a reference to an object says anything at all. One that is there but has only empty fields is as good as absent, as in Go.
 */
export const isDefined = (reference: Readonly<Record<string, unknown>> | undefined): boolean =>
  reference !== undefined && Object.values(reference).some((value) => value !== undefined && value !== '');
