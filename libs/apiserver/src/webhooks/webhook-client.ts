import { Agent, request as httpsRequest, type RequestOptions } from 'node:https';

import { printDuration, type Clock, type Duration } from '@capi/seams';

/** Where a webhook is, as CRDs and webhook configurations say it: by URL, or by a service of the cluster. */
export interface WebhookClientConfig {
  readonly url?: string;
  readonly service?: { readonly namespace: string; readonly name: string; readonly path?: string; readonly port?: number };
  /** PEM in base64: who may have signed the webhook's certificate. The machine's own authorities when absent. */
  readonly caBundle?: string;
}

/** A service that a webhook is behind. */
export interface WebhookService {
  readonly namespace: string;
  readonly name: string;
  readonly port: number;
  /** Of the request, with a leading slash: several webhooks may share a service. */
  readonly path: string;
}

/**
 * Says where a service can be reached from this process, since an embedded server has no cluster network. The certificate is still held
 * against `<name>.<namespace>.svc`. Undefined when there is no such service.
 */
export type ResolveService = (service: WebhookService) => { readonly host: string; readonly port: number } | undefined;

/** The webhook could not be reached, or what it answered cannot be used. */
export class WebhookFailure extends Error {
  override readonly name = 'WebhookFailure';
}

interface WebhookAddress {
  /** As messages show it. */
  readonly url: string;
  readonly options: Omit<RequestOptions, 'headers'> & { readonly headers?: Readonly<Record<string, string>> };
}

export interface WebhookClientOptions {
  readonly clock: Clock;
  readonly resolveService: ResolveService | undefined;
}

/** An answer longer than this is none: a list of objects that is larger could not be stored either. */
const longestAnswer = 512 * 1024 * 1024;

/** Calls webhooks over HTTPS, on connections that are kept. */
export class WebhookClient {
  readonly #clock: Clock;
  readonly #resolveService: ResolveService | undefined;
  #agent: Agent | undefined;

  constructor({ clock, resolveService }: WebhookClientOptions) {
    this.#clock = clock;
    this.#resolveService = resolveService;
  }

  /**
   * Sends a review and gives the answer as JSON.
   * @throws WebhookFailure when there is no answer in time, or none that can be used
   */
  async call(config: WebhookClientConfig, review: unknown, timeout: Duration): Promise<unknown> {
    const address = this.#address(config, timeout);
    const text = await this.#post(address, JSON.stringify(review), timeout);
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      throw new WebhookFailure(`Post ${JSON.stringify(address.url)}: the answer is not JSON: ${(error as Error).message}`);
    }
  }

  close(): void {
    this.#agent?.destroy();
  }

  #address({ url, service, caBundle }: WebhookClientConfig, timeout: Duration): WebhookAddress {
    const ca = caBundle === undefined || caBundle === '' ? {} : { ca: Buffer.from(caBundle, 'base64').toString() };
    const query = `timeout=${printDuration(timeout)}`;
    if (service === undefined) {
      const target = new URL(url ?? '');
      const path = `${target.pathname}?${query}`;
      const host = target.hostname.replace(/^\[(.*)\]$/, '$1');
      return { url: `${target.origin}${path}`, options: { host, port: Number(target.port || 443), path, ...ca } };
    }
    const { namespace, name, port = 443, path = '/' } = service;
    const servername = `${name}.${namespace}.svc`;
    const whole = `${path.startsWith('/') ? path : `/${path}`}?${query}`;
    const shown = `https://${servername}:${port}${whole}`;
    const place = this.#resolveService?.({ namespace, name, port, path });
    if (place === undefined) throw new WebhookFailure(`Post ${JSON.stringify(shown)}: service ${JSON.stringify(name)} not found`);
    const headers = { host: `${servername}:${port}` };
    return { url: shown, options: { host: place.host, port: place.port, path: whole, servername, headers, ...ca } };
  }

  /** @param again a kept connection may have been closed by the other side just now: then a new one is tried, once */
  async #post(address: WebhookAddress, body: string, timeout: Duration, again = true): Promise<string> {
    try {
      return await this.#send(address, body, timeout);
    } catch (error) {
      if (error instanceof StaleConnection && again) return await this.#post(address, body, timeout, false);
      throw new WebhookFailure(`Post ${JSON.stringify(address.url)}: ${reasonOf(error)}`);
    }
  }

  #send({ options }: WebhookAddress, body: string, timeout: Duration): Promise<string> {
    const bytes = Buffer.from(body);
    const headers = { ...options.headers, 'content-type': 'application/json', accept: 'application/json', 'content-length': bytes.length };
    // As many as are used at once when four providers are busy: those that are not kept cost a handshake each.
    this.#agent ??= new Agent({ keepAlive: true, maxFreeSockets: 64 });
    const agent = this.#agent;
    const answered = new AbortController();
    const answer = new Promise<string>((resolve, reject) => {
      const sent = httpsRequest({ ...options, method: 'POST', headers, agent }, (response) => {
        const chunks: Buffer[] = [];
        let length = 0;
        response.on('data', (chunk: Buffer) => {
          length += chunk.length;
          if (length > longestAnswer) response.destroy(new Error('the answer is too long'));
          else chunks.push(chunk);
        });
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if (response.statusCode === 200) resolve(text);
          else reject(new Error(`the server answered with status ${response.statusCode ?? 0}: ${text.trim().slice(0, 200)}`));
        });
      });
      sent.on('error', (error) => reject(sent.reusedSocket && isReset(error) ? new StaleConnection() : error));
      sent.end(bytes);
      this.#clock.sleep(timeout, answered.signal).then(
        () => {
          reject(new Error(`context deadline exceeded (no answer within ${printDuration(timeout)})`));
          sent.destroy();
        },
        () => {},
      );
    });
    // With a reason, though nobody reads it: an abort without one makes an error with a stack, for every single call.
    return answer.finally(() => answered.abort('answered'));
  }
}

class StaleConnection extends Error {}

const isReset = (error: Error): boolean => ['ECONNRESET', 'EPIPE'].includes((error as { code?: string }).code ?? '');

/** In the words that clients of Kubernetes look for. */
function reasonOf(error: unknown): string {
  const { code, message, address, port } = error as { code?: string; message: string; address?: string; port?: number };
  if (code === 'ECONNREFUSED') return `dial tcp ${address ?? ''}:${port ?? ''}: connect: connection refused`;
  if (code === 'ECONNRESET' || message === 'socket hang up') return 'EOF';
  return message;
}
