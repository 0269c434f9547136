import type { Check } from '../finding.ts';

/** The engine has the images of all nodes, and of the load balancer before them. */
export const imagesAreThere: Check = ({ engine, images, archive }) => {
  const missing = images.filter((image) => image.missing !== undefined);
  const [first] = missing;
  if (!engine.answers || first === undefined) return undefined;
  const more =
    missing.length === 1
      ? ''
      : ` (nor ${missing
          .slice(1)
          .map(({ name }) => name)
          .join(', ')})`;
  return {
    essential: true,
    what: `the engine has no image ${first.name}${more}, and could not fetch it: ${first.missing}`,
    next: archive
      ? 'npm run node-image prints the versions that it builds; use one of them in the manifest'
      : 'npm run node-image builds it, without a registry',
  };
};
