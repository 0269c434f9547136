import { X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request, type RequestOptions } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';

import { findings, kindWebhooks } from '@capi/admission';
import { Machine, type Kind } from '@capi/api';
import fc from 'fast-check';

import type { Listening } from '../health/listen.ts';
import { selfSigned } from '../health/self-signed.ts';
import { silentLog } from '../logging/create-log.ts';
import { createMetrics, type MetricsRegistry } from '../metrics/create-metrics.ts';
import { systemClock } from '../timing/system-clock.ts';
import { admissionRoutes } from './answer-admission.ts';
import { conversionRoute } from './answer-conversion.ts';
import { certificateFiles, type CertificatePair } from './serving-certificate.ts';
import { serveWebhooks, type WebhookServerOptions } from './webhook-server.ts';

const validating = '/validate-cluster-x-k8s-io-v1beta2-machine';
const folders: string[] = [];
const servers: Listening[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'capi-webhooks-'));
  folders.push(folder);
  return folder;
}

// Made once: it takes a while.
const [first, second] = await Promise.all([selfSigned(), selfSigned()]);

function folderWith({ cert, key }: CertificatePair, folder = newFolder()): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'tls.crt'), cert);
  writeFileSync(join(folder, 'tls.key'), key);
  return folder;
}

interface Served {
  readonly port: number;
  readonly metrics: MetricsRegistry;
  /** Errors that nobody foresaw. */
  readonly bugs: readonly unknown[];
}

async function serve(folder = folderWith(first), options: Partial<WebhookServerOptions> = {}): Promise<Served> {
  const bugs: unknown[] = [];
  const failed = (error: unknown): void => void bugs.push(error);
  const metrics = createMetrics();
  const webhooks = kindWebhooks({
    kind: Machine,
    defaulting: {
      operations: ['CREATE'],
      run: ({ object }) => ({ object: { ...object, spec: { ...object.spec, version: 'v1' } } as never }),
    },
    validating: { operations: ['CREATE', 'UPDATE', 'DELETE'], run: () => findings() },
  });
  const files = { certificate: join(folder, 'tls.crt'), key: join(folder, 'tls.key') };
  const all: WebhookServerOptions = {
    address: '127.0.0.1:0',
    certificate: certificateFiles(files, { clock: systemClock(), log: silentLog, metrics }),
    tls: { minVersion: 'VersionTLS12', cipherSuites: [] },
    admission: admissionRoutes([webhooks], { ports: {}, gates: { enabled: () => true }, failed }),
    convert: conversionRoute({
      kinds: [Machine as unknown as Kind],
      context: () => Promise.resolve({ apiVersionOf: () => 'a/v1', serves: () => false }),
      yieldTurn: () => Promise.resolve(),
      failed,
    }),
    clock: systemClock(),
    log: { ...silentLog, error: (_message, values) => failed(values) },
    metrics,
    ...options,
  };
  const server = await serveWebhooks(all, new AbortController().signal);
  servers.push(server);
  return { port: Number(server.address.split(':')[1]), metrics, bugs };
}

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly type?: string;
  readonly body?: string | Buffer;
}

function send({ port }: Pick<Served, 'port'>, { method = 'POST', path = validating, type = 'application/json', body = '' }: Sent) {
  const options: RequestOptions = {
    port,
    host: '127.0.0.1',
    method,
    path,
    agent: false,
    rejectUnauthorized: false,
    headers: { 'content-type': type },
  };
  return new Promise<{ code: number; body: string }>((resolve, reject) => {
    const sending = request(options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ code: response.statusCode ?? 0, body: text }));
      response.on('error', reject);
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

const machine = { apiVersion: 'cluster.x-k8s.io/v1beta2', kind: 'Machine', metadata: { name: 'm' }, spec: {} };
const review = {
  apiVersion: 'admission.k8s.io/v1',
  kind: 'AdmissionReview',
  request: { uid: 'u1', kind: {}, operation: 'CREATE', object: machine },
};
const conversion = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'ConversionReview',
  request: { uid: 'u1', desiredAPIVersion: 'cluster.x-k8s.io/v1beta1', objects: [machine] },
};

const fingerprintOf = ({ cert }: CertificatePair): string => new X509Certificate(cert).fingerprint256;
const certificateOf = ({ port }: Pick<Served, 'port'>): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket: TLSSocket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().fingerprint256);
      socket.end();
    });
    socket.on('error', reject);
  });

describe('webhook server', () => {
  test('answers reviews, and counts them', async () => {
    const server = await serve();
    const admitted = await send(server, { path: `${validating}?timeout=10s`, body: JSON.stringify(review) });
    expect([admitted.code, JSON.parse(admitted.body)]).toEqual([
      200,
      { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response: { uid: 'u1', allowed: true, status: { code: 200 } } },
    ]);
    const converted = await send(server, { path: '/convert', body: JSON.stringify(conversion) });
    expect(JSON.parse(converted.body)).toMatchObject({
      response: { uid: 'u1', result: { status: 'Success' }, convertedObjects: [{ apiVersion: 'cluster.x-k8s.io/v1beta1' }] },
    });
    const printed = await server.metrics.print();
    expect(printed).toContain(`controller_runtime_webhook_requests_total{code="200",webhook="${validating}"} 1\n`);
    expect(printed).toContain('controller_runtime_webhook_requests_in_flight{webhook="/convert"} 0\n');
    expect(server.bugs).toEqual([]);
  });

  test.each<{ rule: string; sent: Sent; code: number; says: string }>([
    { rule: 'refuses a body that is not JSON', sent: { body: '{' }, code: 400, says: 'the body is not JSON' },
    { rule: 'refuses an empty body', sent: {}, code: 400, says: 'the body is empty' },
    { rule: 'refuses JSON that is no review', sent: { body: '{"kind":"Pod"}' }, code: 400, says: 'wanted kind AdmissionReview' },
    {
      rule: 'quotes a kind that cannot be made a text',
      sent: { body: '{"kind":{"toString":null}}' },
      code: 400,
      says: 'got {"toString":null} of nothing',
    },
    { rule: 'refuses the other review', sent: { body: JSON.stringify(conversion) }, code: 400, says: 'got ConversionReview' },
    {
      rule: 'refuses a review without request',
      sent: { body: JSON.stringify({ ...review, request: null }) },
      code: 400,
      says: 'no request with a uid',
    },
    { rule: 'refuses other paths', sent: { path: '/elsewhere', body: '{}' }, code: 404, says: 'no webhook is at /elsewhere' },
    { rule: 'refuses other methods', sent: { method: 'GET' }, code: 405, says: 'with POST, not with GET' },
    { rule: 'refuses other types', sent: { type: 'text/plain', body: 'x' }, code: 415, says: 'application/json' },
    { rule: 'refuses 20 MB', sent: { body: Buffer.alloc(20_000_000, ' ') }, code: 413, says: 'the review is too large' },
    {
      rule: 'reads 20 MB for a conversion, as lists may be long',
      sent: { path: '/convert', body: Buffer.alloc(20_000_000, ' ') },
      code: 400,
      says: 'the body is not JSON',
    },
  ])('$rule', async ({ sent, code, says }) => {
    const server = await serve();
    const answer = await send(server, sent);
    expect(answer.code).toBe(code);
    expect(JSON.parse(answer.body)).toMatchObject({
      kind: 'Status',
      status: 'Failure',
      code,
      message: expect.stringContaining(says) as string,
    });
    expect(server.bugs).toEqual([]);
  });

  test('survives anything that is sent to it, and answers it with 200 or 4xx', async () => {
    const server = await serve();
    const anything = fc.jsonValue({ maxDepth: 5 });
    const broken = fc
      .tuple(fc.constantFrom(review, conversion), anything, fc.nat())
      .map(([sent, value, at]) => replaceSome(sent, value, at));
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      anything.map((value) => JSON.stringify(value)),
      broken.map((value) => JSON.stringify(value)),
      broken.chain((value) => fc.nat({ max: 400 }).map((length) => JSON.stringify(value).slice(0, length))),
      fc.integer({ min: 1, max: 100_000 }).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
    );
    const path = fc.constantFrom('/convert', validating, validating.replace('validate', 'mutate'));
    await fc.assert(
      fc.asyncProperty(path, body, async (to, text) => {
        const { code } = await send(server, { path: to, body: text });
        expect([200, 400]).toContain(code);
      }),
      { numRuns: 400 },
    );
    expect(server.bugs).toEqual([]);
    expect((await send(server, { body: JSON.stringify(review) })).code).toBe(200);
  }, 30_000);

  test('goes on after clients that leave in the middle of a review, and closes in spite of one that says nothing', async () => {
    const server = await serve();
    const begun = (): Promise<TLSSocket> =>
      new Promise((resolve, reject) => {
        const socket = connect({ port: server.port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
          socket.write(`POST ${validating} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`, () =>
            resolve(socket),
          );
        });
        socket.on('error', reject);
      });
    for (let count = 0; count < 20; count += 1) (await begun()).destroy();
    const silent = await begun();
    silent.on('error', () => undefined);
    expect((await send(server, { body: JSON.stringify(review) })).code).toBe(200);
    expect(server.bugs).toEqual([]);
    const ended = new Promise((resolve) => silent.once('close', resolve));
    await servers.pop()?.close();
    await ended;
  });

  test('takes up a renewed certificate', async () => {
    const folder = folderWith(first);
    const renewed = Promise.withResolvers<CertificatePair>();
    const server = await serve(folder, { renewed: renewed.resolve });
    expect(await certificateOf(server)).toBe(fingerprintOf(first));
    folderWith(second, folder);
    expect(await renewed.promise).toEqual(second);
    expect(await certificateOf(server)).toBe(fingerprintOf(second));
  });

  test('takes up a certificate whose links are swapped, as kubelet does', async () => {
    const folder = newFolder();
    folderWith(first, join(folder, '..1'));
    symlinkSync('..1', join(folder, '..data'));
    for (const name of ['tls.crt', 'tls.key']) symlinkSync(join('..data', name), join(folder, name));
    const renewed = Promise.withResolvers<CertificatePair>();
    const server = await serve(folder, { renewed: renewed.resolve });
    folderWith(second, join(folder, '..2'));
    symlinkSync('..2', join(folder, '..new'));
    renameSync(join(folder, '..new'), join(folder, '..data'));
    await renewed.promise;
    expect(await certificateOf(server)).toBe(fingerprintOf(second));
  });

  test('says in one line what is wrong with its certificate, or that its port is taken', async () => {
    await expect(serve(newFolder())).rejects.toThrow(/^cannot serve webhooks: .*tls\.crt cannot be read: ENOENT; put a certificate there/);
    await expect(serve(folderWith({ cert: first.cert, key: second.key }))).rejects.toThrow('is not that of the certificate');
    const { port } = await serve();
    await expect(serve(folderWith(first), { address: `127.0.0.1:${port}` })).rejects.toThrow(
      `cannot start the webhook server on 127.0.0.1:${port}: the port is in use`,
    );
  });
});

/** The value with one of its parts, however deep, replaced. */
function replaceSome(value: unknown, by: unknown, at: number): unknown {
  if (typeof value !== 'object' || value === null || at % 5 === 0) return by;
  const names = Object.keys(value);
  const name = names[at % names.length];
  if (name === undefined) return by;
  const inner = replaceSome((value as Record<string, unknown>)[name], by, Math.floor(at / 5));
  return Array.isArray(value) ? [inner] : { ...value, [name]: inner };
}
