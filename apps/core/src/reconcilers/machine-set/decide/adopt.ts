import type { Rule } from './plan.ts';

/** Machines that match the selector and that nobody controls are taken over before anything is counted. */
export const adopt: Rule = ({ orphans }) => (orphans.length === 0 ? undefined : { step: 'adopt', machines: orphans });
