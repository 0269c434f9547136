import type { Check } from '../finding.ts';

/** There is a Docker engine that talks to this user. */
export const engineAnswers: Check = ({ engine }) =>
  engine.answers
    ? undefined
    : {
        essential: true,
        what: `no Docker engine: ${engine.why}`,
        next: engine.hint ?? 'install and start one, or name its address in DOCKER_HOST',
      };
