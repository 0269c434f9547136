import { forbidden, type Finding } from '@capi/admission';

/** The image of a container is chosen once; absent and empty are the same. */
export const keepCustomImage = (path: string, was: string | undefined, is: string | undefined): readonly Finding[] =>
  (was ?? '') === (is ?? '') ? [] : [forbidden(path, `cannot be modified: the container runs "${was ?? ''}"; make a new machine instead`)];
