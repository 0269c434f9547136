import { removalOf } from '../../cluster-containers.ts';
import type { Check } from '../finding.ts';

const mostNames = 3;

/** A sandbox that was killed could not remove its containers; nobody but a person knows whether that is what is there. */
export const noOtherClusters: Check = ({ otherClusters }) => {
  if (otherClusters.length === 0) return undefined;
  const containers = otherClusters.reduce((sum, each) => sum + each.containers, 0);
  const names = otherClusters.map(({ cluster }) => cluster);
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
  return {
    essential: false,
    what: `the engine has ${containers} ${containers === 1 ? 'container' : 'containers'} of ${names.slice(0, mostNames).join(', ')}${more} already, of another management cluster or of a sandbox that was killed`,
    next: `when nobody needs them: ${removalOf(names)}`,
  };
};
