import { createProblemLog, type CertificateSource, type SelfManagedSurroundings } from '@capi/controller-runtime';
import { days, milliseconds, type Duration, type KeySource } from '@capi/seams';

import { CertificateKeeper } from './certificate-keeper.ts';
import type { Installation } from './installation.ts';
import { watchForChanges } from './watch-for-changes.ts';

/** What a provider says about itself to keep its certificate. */
export interface SelfManagedOptions extends Pick<Installation, 'prefix' | 'definitions'> {
  readonly keys: KeySource;
  /** How long each certificate is good. Default 90 days, of which it is used 60. */
  readonly validFor?: Duration;
}

const retries = { first: 1000, most: 30_000 };

/**
 * A serving certificate that the replicas of a provider keep between them: in the Secret that cert-manager would fill, renewed by
 * whoever comes first, written as `caBundle` into the provider's own webhook configurations and CRDs. A new certificate is served
 * once the API server trusts its authority, so no call fails while it is renewed.
 */
export function selfManagedCertificates({ prefix, definitions, keys, validFor = days(90) }: SelfManagedOptions) {
  return (surroundings: SelfManagedSurroundings): CertificateSource => {
    const { clock, log, namespace, host } = surroundings;
    const installation: Installation = { prefix, definitions, namespace, host };
    const keeper = new CertificateKeeper(installation, { keys, validFor, ...surroundings });
    const problems = createProblemLog(clock, log);
    const subject = 'webhook certificate';
    let failures = 0;

    /** Looks once, and answers how long nothing more is to be done. */
    const look = async (signal: AbortSignal): Promise<Duration> => {
      try {
        const rest = await keeper.look(signal);
        failures = 0;
        problems.recovered(subject);
        return rest;
      } catch (error) {
        signal.throwIfAborted();
        const message = 'Cannot keep the webhook certificate, trying again';
        problems.failed({ error, subject, where: subject, level: 'warn', message }, log);
        failures += 1;
        return milliseconds(Math.min(retries.most, retries.first * 2 ** Math.min(failures - 1, 10)));
      }
    };

    return {
      async first(signal) {
        for (;;) {
          const rest = await look(signal);
          if (keeper.served !== undefined) return keeper.served;
          await clock.sleep(rest, signal);
        }
      },
      async follow(changed, signal) {
        const changes = watchForChanges(installation, surroundings, keeper, signal);
        try {
          for (let served = keeper.served; ;) {
            const rest = await look(signal);
            if (keeper.served !== undefined && keeper.served !== served) {
              served = keeper.served;
              changed(served);
            }
            await changes.next(rest);
          }
        } catch (error) {
          if (!signal.aborted) throw error;
        } finally {
          await changes.ended;
        }
      },
    };
  };
}
