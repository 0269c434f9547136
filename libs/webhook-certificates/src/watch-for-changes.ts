import { CustomResourceDefinition, MutatingWebhookConfiguration, Secret, ValidatingWebhookConfiguration } from '@capi/api';
import type { KubernetesObject, Resource } from '@capi/api';
import { definitionsScope, followObjects, type SelfManagedSurroundings } from '@capi/controller-runtime';
import { milliseconds, seconds, type Duration } from '@capi/seams';

import { mutatingName, secretName, validatingName, type Installation } from './installation.ts';

/** Tells when there is something to look at. */
export interface Changes {
  /** Resolves at the next change, or after `rest`. Rejects with the signal's reason. */
  next(rest: Duration): Promise<void>;
  /** Resolves when nothing is watched any more. */
  readonly ended: Promise<void>;
}

interface Forgetful {
  forget(kind: string, name: string): void;
}

/** Watches the Secret, both webhook configurations and the CRDs of one provider, by name, until the signal. */
export function watchForChanges(
  installation: Installation,
  { transport, cache, clock, random, log }: SelfManagedSurroundings,
  keeper: Forgetful,
  signal: AbortSignal,
): Changes {
  let hasChanged = false;
  let wake = (): void => undefined;
  const changed = (): void => {
    hasChanged = true;
    wake();
  };

  const follow = (resource: Resource<KubernetesObject>, name: string, namespace?: string): Promise<void> =>
    followObjects(
      {
        transport,
        resource,
        fields: `metadata.name=${name}`,
        clock,
        random: random.fork(`watch ${resource.plural} ${name}`),
        log,
        ...(namespace === undefined ? {} : { namespace }),
      },
      () => {
        keeper.forget(resource.kind, name);
        changed();
      },
      signal,
    );

  const followDefinitions = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        await cache.ensure(definitionsScope, signal);
        break;
      } catch {
        // Whoever cached it first has said why.
        await clock.sleep(seconds(1), signal).catch(() => undefined);
      }
    }
    if (signal.aborted) return;
    const own = new Set(installation.definitions);
    const stop = cache.onChange(CustomResourceDefinition, ({ before, after, replay }) => {
      const name = (after ?? before)?.metadata.name ?? '';
      // The generation counts changes of the spec, where the bundle is.
      if (!own.has(name) || (!replay && before?.metadata.generation === after?.metadata.generation)) return;
      keeper.forget(CustomResourceDefinition.kind, name);
      changed();
    });
    signal.addEventListener('abort', stop, { once: true });
  };

  const following = [
    follow(Secret as Resource<KubernetesObject>, secretName(installation), installation.namespace),
    follow(MutatingWebhookConfiguration as unknown as Resource<KubernetesObject>, mutatingName(installation)),
    follow(ValidatingWebhookConfiguration as unknown as Resource<KubernetesObject>, validatingName(installation)),
    followDefinitions(),
  ];

  return {
    async next(rest) {
      const enough = new AbortController();
      const end = (): void => enough.abort(signal.reason);
      signal.throwIfAborted();
      signal.addEventListener('abort', end, { once: true });
      wake = () => enough.abort();
      if (hasChanged) wake();
      // A burst of changes, such as of all CRDs at an installation, is looked at once.
      await clock.sleep(rest, enough.signal).catch(() => undefined);
      signal.removeEventListener('abort', end);
      wake = () => undefined;
      signal.throwIfAborted();
      hasChanged = false;
      await clock.sleep(settle, signal);
    },
    ended: Promise.all(following).then(() => undefined),
  };
}

const settle: Duration = milliseconds(20);
