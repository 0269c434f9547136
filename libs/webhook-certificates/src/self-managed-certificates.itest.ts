import { createSign, generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';

import { CustomResourceDefinition, MutatingWebhookConfiguration, Namespace, Secret, ValidatingWebhookConfiguration } from '@capi/api';
import type { KubernetesObject, WebhookClientConfig } from '@capi/api';
import { createApiServer, memoryStore, systemAdmin } from '@capi/apiserver';
import { createCache, createClient, silentLog, type CertificatePair, type Transport } from '@capi/controller-runtime';
import { days, hours, instant, keyPair, minutes, seconds, seededRandom, type Duration, type KeySource } from '@capi/seams';
import { virtualClock, type VirtualClock } from '@capi/seams/testing';

import { selfManagedCertificates } from './self-managed-certificates.ts';

const never = new AbortController().signal;
const namespace = 'capi-system';
const key = { namespace, name: 'capi-webhook-service-cert' };
const service = (path: string) => ({ name: 'capi-webhook-service', namespace, path });
const definition = 'widgets.example.com';

/** Keys made at once, so that they take no turn of the event loop. */
const keys: KeySource = {
  async generate() {
    const { publicKey, privateKey } = generateKeyPairSync('ec', {
      namedCurve: 'prime256v1',
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'sec1', format: 'pem' },
    });
    return keyPair(publicKey, privateKey);
  },
  sign: (privateKey, digest, bytes) => Promise.resolve(createSign(digest).update(bytes).sign(privateKey)),
  randomBytes: (length) => randomBytes(length),
};

const webhook = (name: string, clientConfig: WebhookClientConfig) => ({
  name,
  clientConfig,
  admissionReviewVersions: ['v1'],
  sideEffects: 'None' as const,
  rules: [{ apiGroups: ['example.com'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['widgets'] }],
});
const mutating = (metadata: object = {}): MutatingWebhookConfiguration => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'MutatingWebhookConfiguration',
  metadata: { name: 'capi-mutating-webhook-configuration', ...metadata },
  webhooks: [
    webhook('default.widget.example.com', { service: service('/mutate') }),
    webhook('theirs.widget.example.com', { service: { name: 'another', namespace } }),
  ],
});
const validating: ValidatingWebhookConfiguration = {
  ...mutating(),
  kind: 'ValidatingWebhookConfiguration',
  metadata: { name: 'capi-validating-webhook-configuration' },
};
const crd = (name: string): CustomResourceDefinition => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { kind: name.startsWith('w') ? 'Widget' : 'Gadget', plural: name.split('.')[0] ?? '' },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
    conversion: { strategy: 'Webhook', webhook: { conversionReviewVersions: ['v1'], clientConfig: { service: service('/convert') } } },
  },
});

interface Replica {
  /** What it serves now. */
  pair: CertificatePair | undefined;
  /** Ends it as a kill would: nothing of it is sent any more. */
  stop(): Promise<void>;
}
interface ReplicaOptions {
  /** Its connection breaks before this write and every one after it. */
  readonly dieBefore?: number;
  /** Answers a write in place of the API server. */
  readonly refuse?: (path: string) => boolean;
}

async function aWorld(validFor: Duration = days(90)) {
  const clock = virtualClock(instant(1_767_225_600_000));
  const server = createApiServer({ clock, random: seededRandom(1), store: memoryStore(), authenticate: () => undefined });
  const client = createClient({ transport: server.transport(systemAdmin) });
  const replicas: Replica[] = [];
  let started = 0;

  const replica = ({ dieBefore, refuse }: ReplicaOptions = {}): Replica => {
    const life = new AbortController();
    const inner = server.transport(systemAdmin);
    let writes = 0;
    const transport: Transport = {
      async send(request, signal) {
        if (request.method !== 'GET' && (writes += 1) === dieBefore) life.abort(new Error('killed'));
        life.signal.throwIfAborted();
        if (request.method !== 'GET' && refuse?.(request.path) === true) {
          const body = JSON.stringify({ kind: 'Status', code: 403, reason: 'Forbidden', message: 'no' });
          return { status: 403, headers: {}, text: () => Promise.resolve(body), lines: () => undefined as never };
        }
        return inner.send(request, signal);
      },
      close: () => Promise.resolve(),
    };
    started += 1;
    const random = seededRandom(100 + started);
    const cache = createCache({ transport, clock, random, log: silentLog });
    const source = selfManagedCertificates({ prefix: 'capi-', definitions: [definition], keys, validFor })({
      transport,
      cache,
      clock,
      random,
      log: silentLog,
      namespace,
      host: '',
    });
    const self: Replica = {
      pair: undefined,
      async stop() {
        life.abort(new Error('stopped'));
        replicas.splice(replicas.indexOf(self), 1);
        await Promise.all([running, cache.close()]);
      },
    };
    const run = async (): Promise<void> => {
      self.pair = await source.first(life.signal);
      await source.follow((pair) => (self.pair = pair), life.signal);
    };
    const running = run().catch((error: unknown) => {
      if (!life.signal.aborted) throw error;
    });
    replicas.push(self);
    return self;
  };

  for (const object of [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }])
    await client.create(Namespace, object, never);
  await client.create(MutatingWebhookConfiguration, mutating(), never);
  await client.create(ValidatingWebhookConfiguration, validating, never);
  await client.create(CustomResourceDefinition, crd(definition), never);
  await client.create(CustomResourceDefinition, crd('gadgets.example.com'), never);

  /** The bundles with which our server is called; of a webhook of others and a CRD of others it holds that they have none. */
  const bundles = async (): Promise<readonly string[]> => {
    const [first, second] = await Promise.all([
      client.get(MutatingWebhookConfiguration, { name: 'capi-mutating-webhook-configuration' }, never),
      client.get(ValidatingWebhookConfiguration, { name: 'capi-validating-webhook-configuration' }, never),
    ]);
    const conversion = async (name: string) =>
      (await client.get(CustomResourceDefinition, { name }, never))?.spec['conversion'] as
        | { webhook?: { clientConfig?: WebhookClientConfig } }
        | undefined;
    const theirs = await conversion('gadgets.example.com');
    expect([first?.webhooks?.[1]?.clientConfig, theirs?.webhook?.clientConfig]).not.toContainEqual(
      expect.objectContaining({ caBundle: expect.anything() as unknown }),
    );
    const own = [
      first?.webhooks?.[0]?.clientConfig.caBundle,
      second?.webhooks?.[0]?.clientConfig.caBundle,
      (await conversion(definition))?.webhook?.clientConfig?.caBundle,
    ];
    return own.map((bundle) => Buffer.from(bundle ?? '', 'base64').toString('utf8'));
  };

  /** Whether an API server can call every replica now: the certificate is good, and vouched for by what it was told to trust. */
  const allAnswer = async (): Promise<boolean> => {
    const all = await bundles();
    return replicas.every(({ pair }) => pair !== undefined && all.every((bundle) => trusts(bundle, pair, clock)));
  };

  return {
    clock,
    client,
    replica,
    replicas,
    bundles,
    allAnswer,
    secret: () => client.get(Secret, key, never),
    /** Lets time pass in small steps, and holds after each that every replica can be called. */
    async passes(duration: Duration, step: Duration): Promise<void> {
      for (let passed = 0; passed < duration; passed += step) {
        await clock.advance(step);
        expect(await allAnswer()).toBe(true);
      }
    },
    async close(): Promise<void> {
      await Promise.all(replicas.slice().map((each) => each.stop()));
      await server.close();
    },
  };
}

const certificatesOf = (bundle: string): readonly string[] => bundle.match(/-----BEGIN[^]*?-----END CERTIFICATE-----/g) ?? [];

function trusts(bundle: string, { cert }: CertificatePair, clock: VirtualClock): boolean {
  const leaf = new X509Certificate(cert);
  const isGood = ({ validFromDate, validToDate }: X509Certificate): boolean =>
    validFromDate.getTime() <= clock.now() && clock.now() < validToDate.getTime();
  return (
    isGood(leaf) &&
    leaf.checkHost(`capi-webhook-service.${namespace}.svc`) !== undefined &&
    certificatesOf(bundle)
      .map((pem) => new X509Certificate(pem))
      .some((authority) => isGood(authority) && leaf.verify(authority.publicKey))
  );
}

type World = Awaited<ReturnType<typeof aWorld>>;
let world: World;
afterEach(() => world.close());

describe('self-managed webhook certificate', () => {
  test('is made and trusted before it is served', async () => {
    world = await aWorld();
    const replica = world.replica();
    await world.clock.advance(seconds(1));
    expect(replica.pair).toBeDefined();
    expect(await world.allAnswer()).toBe(true);
    expect((await world.secret())?.type).toBe('kubernetes.io/tls');
  });

  test('is one for all replicas that start at once', async () => {
    world = await aWorld();
    const [one, two, three] = [world.replica(), world.replica(), world.replica()];
    await world.clock.advance(seconds(5));
    expect(one.pair?.cert).toBeDefined();
    expect([two.pair?.cert, three.pair?.cert]).toEqual([one.pair?.cert, one.pair?.cert]);
    expect(await world.allAnswer()).toBe(true);
  });

  test('is renewed without a moment in which a call fails', async () => {
    world = await aWorld(days(3));
    const [one, two] = [world.replica(), world.replica()];
    await world.clock.advance(hours(46));
    const before = one.pair?.cert;
    expect(await world.allAnswer()).toBe(true);
    await world.clock.advance(minutes(55));
    await world.passes(minutes(10), seconds(10));
    expect(one.pair?.cert).not.toBe(before);
    expect(two.pair?.cert).toBe(one.pair?.cert);
    expect((await world.bundles()).map((bundle) => certificatesOf(bundle).length)).toEqual([2, 2, 2]);
    await world.clock.advance(hours(25));
    expect((await world.bundles()).map((bundle) => certificatesOf(bundle).length)).toEqual([1, 1, 1]);
    expect(await world.allAnswer()).toBe(true);
  }, 20_000);

  test('is made anew after all replicas were away until it had expired', async () => {
    world = await aWorld(days(6));
    await world.clock.advance(seconds(1));
    const first = world.replica();
    await world.clock.advance(seconds(1));
    const expired = first.pair?.cert;
    await first.stop();
    await world.clock.advance(days(7));
    const second = world.replica();
    await world.clock.advance(seconds(1));
    expect(second.pair?.cert).not.toBe(expired);
    expect(await world.allAnswer()).toBe(true);
    expect((await world.bundles()).map((bundle) => certificatesOf(bundle).length)).toEqual([1, 1, 1]);
  });

  const garbage = Buffer.from('garbage').toString('base64');
  test.each<{ what: string; tamper: (secret: Secret) => Secret }>([
    { what: 'a certificate that is none', tamper: (secret) => ({ ...secret, data: { ...secret.data, 'tls.crt': garbage } }) },
    { what: 'another key', tamper: (secret) => ({ ...secret, data: { ...secret.data, 'tls.key': garbage } }) },
    { what: 'authorities that are none', tamper: (secret) => ({ ...secret, data: { ...secret.data, 'ca.crt': garbage } }) },
    { what: 'nothing', tamper: ({ data: _data, ...secret }) => secret as Secret },
  ])('goes on when somebody writes $what into the Secret', async ({ tamper }) => {
    world = await aWorld();
    const [one, two] = [world.replica(), world.replica()];
    await world.clock.advance(seconds(5));
    const before = one.pair?.cert;
    await world.client.update(Secret, tamper(structuredClone(await world.secret()) as Secret), never);
    await world.passes(minutes(2), seconds(1));
    expect(one.pair?.cert).not.toBe(before);
    expect(two.pair?.cert).toBe(one.pair?.cert);
    const late = world.replica();
    await world.clock.advance(seconds(1));
    expect(late.pair?.cert).toBe(one.pair?.cert);
  });

  test('goes on when somebody deletes the Secret', async () => {
    world = await aWorld();
    world.replica();
    await world.clock.advance(seconds(5));
    await world.client.delete(Secret, key, never);
    await world.passes(minutes(2), seconds(1));
    expect(await world.secret()).toBeDefined();
  });

  test('goes on when somebody installs the registrations again', async () => {
    world = await aWorld();
    world.replica();
    await world.clock.advance(seconds(5));
    await world.client.delete(MutatingWebhookConfiguration, { name: 'capi-mutating-webhook-configuration' }, never);
    await world.client.delete(CustomResourceDefinition, { name: definition }, never);
    await world.clock.advance(seconds(5));
    await world.client.create(MutatingWebhookConfiguration, mutating(), never);
    await world.client.create(CustomResourceDefinition, crd(definition), never);
    await world.clock.advance(seconds(5));
    expect(await world.allAnswer()).toBe(true);
  });

  test.each([1, 2, 3, 4])('is finished by the next process when one is killed before its write %i', async (dieBefore) => {
    world = await aWorld();
    const first = world.replica({ dieBefore });
    await world.clock.advance(seconds(5));
    await first.stop();
    world.replica();
    await world.clock.advance(seconds(5));
    expect(await world.allAnswer()).toBe(true);
  });

  test('is served even when a registration may not be written, which is tried again', async () => {
    world = await aWorld();
    let isAllowed = false;
    const replica = world.replica({ refuse: (path) => !isAllowed && path.includes('mutatingwebhookconfigurations') });
    await world.clock.advance(seconds(5));
    expect(replica.pair).toBeDefined();
    expect(await world.allAnswer()).toBe(false);
    isAllowed = true;
    await world.clock.advance(minutes(1));
    expect(await world.allAnswer()).toBe(true);
  });

  test('leaves to cert-manager what is marked as its own', async () => {
    world = await aWorld();
    const name = 'capi-mutating-webhook-configuration';
    await world.client.delete(MutatingWebhookConfiguration, { name }, never);
    const annotations = { 'cert-manager.io/inject-ca-from': `${namespace}/capi-serving-cert` };
    await world.client.create(MutatingWebhookConfiguration, mutating({ annotations }), never);
    world.replica();
    await world.clock.advance(seconds(5));
    const seen = (await world.client.get(MutatingWebhookConfiguration, { name }, never)) as KubernetesObject & MutatingWebhookConfiguration;
    expect(seen.webhooks?.[0]?.clientConfig).not.toHaveProperty('caBundle');
  });

  test('writes nothing while nothing changes', async () => {
    world = await aWorld();
    world.replica();
    world.replica();
    await world.clock.advance(minutes(5));
    const before = await world.client.list(Secret, { namespace }, never);
    await world.clock.advance(hours(10));
    expect(await world.client.list(Secret, { namespace }, never)).toEqual(before);
  });
});
