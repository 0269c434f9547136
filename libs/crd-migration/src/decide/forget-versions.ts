import type { Rule } from './plan.ts';
import { migratesStorage } from './rewrite.ts';

/** With everything rewritten, the CRD may say so: only then can an old version be taken out of it. */
export const forgetVersions: Rule = (seen) => {
  if (!migratesStorage(seen)) return undefined;
  const { resourceVersion, storage } = seen.definition;
  return { step: 'forget-versions', resourceVersion, storage: storage.slice(storage.indexOf('/') + 1) };
};
