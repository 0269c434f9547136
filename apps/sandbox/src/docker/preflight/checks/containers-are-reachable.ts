import type { Check } from '../finding.ts';

/** Processes of this machine reach containers by their addresses: the providers talk to workload clusters that way. */
export const containersAreReachable: Check = ({ platform, engine }) => {
  const next = 'run it on the Linux machine where the engine runs';
  if (platform !== 'linux') {
    return {
      essential: true,
      what: `addresses of containers cannot be reached from ${platform}, where the engine runs in a machine of its own`,
      next,
    };
  }
  if (!engine.answers || isHere(engine.address)) return undefined;
  return {
    essential: true,
    what: `the Docker engine at ${engine.address} is on another machine, whose containers cannot be reached from here`,
    next,
  };
};

const isHere = (address: string): boolean => /^unix:|\/\/(?:localhost|127\.|\[::1\])/.test(address);
