import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';

import type { AnyKindWebhooks, Gates } from '@capi/admission';
import type { ConversionContext, Kind } from '@capi/api';
import { seconds, TimedOut, transient, within, type Clock, type Random } from '@capi/seams';

import type { Cache } from '../cache/cache.ts';
import { featureGates, type FeatureGate, type Features } from '../flags/feature-gates.ts';
import type { Flags } from '../flags/flag.ts';
import type { ManagerFlags } from '../flags/manager-flags.ts';
import type { Listening } from '../health/listen.ts';
import type { Log } from '../logging/log.ts';
import type { Runtime } from '../runtime.ts';
import type { Transport } from '../transport/transport.ts';
import { admissionRoutes } from './answer-admission.ts';
import { conversionRoute } from './answer-conversion.ts';
import { conversionContext, definitionsScope } from './conversion-context.ts';
import { certificateFiles, type CertificateSource } from './serving-certificate.ts';
import { serveWebhooks } from './webhook-server.ts';

/** The webhooks of a provider. They run in every replica, whoever leads. */
export interface ProviderWebhooks<Ports> {
  /** Kinds whose objects are converted at `/convert`: those that the provider installs. */
  readonly converts: readonly Kind[];
  /** Kinds whose versions are known without asking the API server. */
  readonly knows: readonly Kind[];
  readonly admission: readonly AnyKindWebhooks<Ports>[];
  /** How the provider keeps its certificate by itself, when it is told to. */
  readonly selfManaged: (surroundings: SelfManagedSurroundings) => CertificateSource;
  /** What the rules look things up with. They wait for what they need, since webhooks serve before caches are filled. */
  readonly ports: (runtime: Runtime) => Ports;
}

/** What a certificate that the provider keeps by itself is made with. */
export interface SelfManagedSurroundings {
  /** Writes whoever leads: every replica may renew the certificate. */
  readonly transport: Transport;
  /** Holds {@link definitionsScope}, or can. */
  readonly cache: Cache;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Namespace of this provider, with the Secret and the webhook Service. */
  readonly namespace: string;
  /** Address that the server listens on, and so is called by; empty for all. */
  readonly host: string;
}

/** The webhooks of a provider at work. */
export interface ServedWebhooks extends Listening {
  /** Whether they have what conversions need: the CRDs. */
  readonly canAnswer: () => boolean;
}

/** How long a conversion waits for the first list of CRDs; the API server waits 30 s, and a person less. */
const patience = seconds(5);

/**
 * Serves the webhooks of a provider until what it returns is closed.
 * @throws Error with one line when the certificate cannot be read, or the port is taken
 */
export async function serveProviderWebhooks<Ports, F extends Flags>(
  { converts, knows, admission, ports, selfManaged }: ProviderWebhooks<Ports>,
  runtime: Runtime,
  { webhook, tls, features }: Pick<ManagerFlags<F>, 'webhook' | 'tls' | 'features'>,
  { transport, namespace }: Pick<SelfManagedSurroundings, 'transport' | 'namespace'>,
  signal: AbortSignal,
): Promise<ServedWebhooks> {
  const { cache, clock, random, metrics, problems } = runtime;
  const log = runtime.log.with({ logger: 'webhook' });
  const failed = (error: unknown): void => {
    const values = { stack: error instanceof Error ? error.stack : undefined };
    const message = 'A webhook met an error that nobody foresaw';
    problems.failed({ error, subject: 'webhooks', where: 'webhooks', level: 'error', message, values }, log);
  };
  const definitions = cachedDefinitions(runtime, knows, signal);
  const files = { certificate: join(webhook.certDir, webhook.certName), key: join(webhook.certDir, webhook.keyName) };
  const options = {
    address: `${webhook.host}:${webhook.port}`,
    certificate: webhook.selfManaged
      ? selfManaged({ transport, cache, clock, random: random.fork('webhook certificates'), log, namespace, host: webhook.host })
      : certificateFiles(files, { clock, log, metrics }),
    tls,
    admission: admissionRoutes(admission, { ports: ports(runtime), gates: gatesOf(features), failed }),
    convert: conversionRoute({ kinds: converts, context: definitions.context, yieldTurn: () => nextTurn(), failed }),
    clock,
    log,
    metrics,
  };
  const server = await serveWebhooks(options, signal);
  log.info('Serving webhooks', { address: server.address });
  return { ...server, canAnswer: definitions.areRead };
}

/** Watches CRDs from now on, and answers what conversions want to know of them once they are there. */
function cachedDefinitions(
  { cache, clock, log, problems }: Runtime,
  knows: readonly Kind[],
  signal: AbortSignal,
): { readonly context: (signal: AbortSignal) => Promise<ConversionContext>; readonly areRead: () => boolean } {
  const context = conversionContext(cache, knows);
  const subject = 'CRDs for conversions';
  let isFilled = false;
  const fill = async (): Promise<void> => {
    while (!isFilled) {
      try {
        await cache.ensure(definitionsScope, signal);
        isFilled = true;
        problems.recovered(subject);
      } catch (error) {
        signal.throwIfAborted();
        const message = 'Cannot read CRDs, which conversions need; trying again';
        problems.failed({ error, subject, where: subject, level: 'warn', message }, log);
        await clock.sleep(seconds(1), signal);
      }
    }
  };
  const filled = fill();
  // Who waits for it hears of the end; nobody else needs to.
  filled.catch(() => undefined);
  const whenFilled = async (requested: AbortSignal): Promise<ConversionContext> => {
    if (isFilled) return context;
    try {
      await within(patience, clock, requested, () => filled);
      return context;
    } catch (error) {
      if (!(error instanceof TimedOut)) throw error;
      throw transient({ action: 'convert objects', why: 'the CRDs of the API server are not read yet', hint: 'try again' }, error);
    }
  };
  return { context: whenFilled, areRead: () => isFilled };
}

/** Rules ask for gates by name; a name that nobody knows is off. */
const gatesOf = (features: Features): Gates => ({
  enabled: (gate) => gate in featureGates && features.enabled(gate as FeatureGate),
});
