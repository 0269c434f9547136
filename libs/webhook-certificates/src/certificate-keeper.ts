import { Secret } from '@capi/api';
import { createClient, refusedAs, type CertificatePair, type Client, type SelfManagedSurroundings } from '@capi/controller-runtime';
import { milliseconds, type DeepReadonly, type Duration, type KeySource } from '@capi/seams';

import { decideSecret, mayServe, restFor } from './decide.ts';
import { secretName, servedNames, type Installation } from './installation.ts';
import type { Authority, Observation, Served } from './observation.ts';
import { registrationsOf, type Registration } from './registrations.ts';
import { issueContent, readContent, renderContent, seeContent, type SecretContent } from './secret-content.ts';

export interface KeeperSurroundings extends SelfManagedSurroundings {
  readonly keys: KeySource;
  readonly validFor: Duration;
}

/** Somebody else wrote first: what they wrote is looked at soon, and not by all who lost in the same moment. */
const afterConflict = { least: 50, spread: 200 };

/** One process's part in keeping the certificate. What it remembers beside the API server is only what it serves, and since when it is trusted. */
export class CertificateKeeper {
  readonly #installation: Installation;
  readonly #around: KeeperSurroundings;
  readonly #client: Client;
  readonly #registrations: readonly Registration[];
  /** Bundle that each registration was last seen with. */
  readonly #bundles = new Map<Registration, string>();
  #served: (CertificatePair & Served) | undefined;
  /** The authority that every registration trusts, and since when by the monotonic clock. */
  #trusted: { readonly pem: string; readonly since: Duration } | undefined;

  constructor(installation: Installation, surroundings: KeeperSurroundings) {
    this.#installation = installation;
    this.#around = surroundings;
    this.#client = createClient({ transport: surroundings.transport });
    this.#registrations = registrationsOf(installation);
  }

  /** The pair to serve; the same value as long as it does not change. */
  get served(): CertificatePair | undefined {
    return this.#served;
  }

  /** A registration may have changed: it is read again at the next look. */
  forget(kind: string, name: string): void {
    for (const registration of this.#registrations) {
      if (registration.resource.kind === kind && registration.name === name) this.#bundles.delete(registration);
    }
  }

  /**
   * Brings the Secret, the registrations and what is served one step on.
   * @returns how long nothing more is to be done unless something changes
   * @throws what stood against it; what could be done was done
   */
  async look(signal: AbortSignal): Promise<Duration> {
    try {
      const content = await this.#keepSecret(signal);
      const failures = await this.#keepRegistrations(content, signal);
      this.#serve(content);
      await Promise.all(failures);
      return restFor(this.#observe(content));
    } catch (error) {
      if (!refusedAs(error, 'Conflict') && !refusedAs(error, 'AlreadyExists')) throw error;
      return milliseconds(afterConflict.least + afterConflict.spread * this.#around.random.next());
    }
  }

  #observe(content: SecretContent | undefined): Observation {
    const secret = content === undefined ? undefined : seeContent(content, servedNames(this.#installation));
    const authority = secret !== undefined && 'authority' in secret.pair ? secret.pair.authority : undefined;
    const trusted = this.#trusted?.pem === authority?.pem ? this.#trusted : undefined;
    return {
      now: this.#around.clock.now(),
      ...(secret === undefined ? {} : { secret }),
      ...(this.#served === undefined ? {} : { served: this.#served }),
      ...(trusted === undefined ? {} : { trustedFor: milliseconds(this.#around.clock.monotonic() - trusted.since) }),
    };
  }

  /** What the Secret holds in the end. */
  async #keepSecret(signal: AbortSignal): Promise<SecretContent> {
    const { namespace } = this.#installation;
    const { clock, keys, validFor, log } = this.#around;
    const key = { namespace, name: secretName(this.#installation) };
    const secret = await this.#client.get(Secret, key, signal);
    const found = secret === undefined ? undefined : readContent(secret);
    const plan = decideSecret(this.#observe(found));
    if (plan.step === 'rest') return found as SecretContent;
    if (plan.step === 'trust') {
      const content = { ...(found as SecretContent), bundle: printBundle(plan.bundle) };
      await this.#write(secret, content, signal);
      log.info('Changed which authorities of webhook certificates are trusted', {
        Secret: `${namespace}/${key.name}`,
        count: plan.bundle.length,
      });
      return content;
    }
    const names = servedNames(this.#installation);
    const content = await issueContent({ now: clock.now(), validFor, names, beside: plan.beside, keys }, signal);
    await this.#write(secret, content, signal);
    log.info('Made a webhook certificate', { Secret: `${namespace}/${key.name}`, because: plan.because });
    return content;
  }

  async #write(before: DeepReadonly<Secret> | undefined, content: SecretContent, signal: AbortSignal): Promise<void> {
    const metadata = { namespace: this.#installation.namespace, name: secretName(this.#installation) };
    const data = renderContent(content);
    if (before !== undefined) await this.#client.update(Secret, { ...before, data }, signal);
    else await this.#client.create(Secret, { apiVersion: 'v1', kind: 'Secret', metadata, type: 'kubernetes.io/tls', data }, signal);
  }

  /** Makes every registration trust the bundle. Answers what failed; one that may not be written does not hold up the others. */
  async #keepRegistrations(content: SecretContent, signal: AbortSignal): Promise<readonly Promise<void>[]> {
    const caBundle = Buffer.from(content.bundle).toString('base64');
    const writing = this.#registrations
      .filter((registration) => this.#bundles.get(registration) !== caBundle)
      .map((registration) => this.#keepRegistration(registration, caBundle, signal));
    const outcomes = await Promise.allSettled(writing);
    const failed = writing.filter((_, index) => outcomes[index]?.status === 'rejected');
    const { secret } = this.#observe(content);
    const authority = secret !== undefined && 'authority' in secret.pair ? secret.pair.authority.pem : undefined;
    if (failed.length > 0 || authority === undefined) this.#trusted = undefined;
    else if (this.#trusted?.pem !== authority) this.#trusted = { pem: authority, since: this.#around.clock.monotonic() };
    return failed;
  }

  async #keepRegistration(registration: Registration, caBundle: string, signal: AbortSignal): Promise<void> {
    const { log } = this.#around;
    const { resource, name } = registration;
    const seen = await registration.read(this.#client, signal);
    if (seen.kind === 'foreign') {
      log.warn('Left the caBundle to cert-manager, which its annotation asks for: use manifests without it', { [resource.kind]: name });
    }
    if (seen.kind === 'ours' && !seen.trusts(caBundle)) {
      await seen.trust(caBundle, signal);
      log.info('Wrote the caBundle', { [resource.kind]: name });
    }
    this.#bundles.set(registration, caBundle);
  }

  #serve(content: SecretContent): void {
    const { cert, key } = content;
    if (this.#served?.cert === cert && this.#served.key === key) return;
    const seen = this.#observe(content);
    if (seen.secret === undefined || 'broken' in seen.secret.pair || !mayServe(seen)) return;
    const { until, authority } = seen.secret.pair;
    this.#served = { cert, key, until, authority };
  }
}

const printBundle = (authorities: readonly Authority[]): string => `${authorities.map(({ pem }) => pem.trimEnd()).join('\n')}\n`;
