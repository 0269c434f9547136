import type { Cause } from '../schema/cause.ts';
import { invalid, required } from '../schema/field-errors.ts';
import type { WebhookClientConfig } from './webhook-client.ts';

/** What is wrong with where a webhook is said to be. */
export function checkClientConfig(config: WebhookClientConfig, path: string): readonly Cause[] {
  const { url, service, caBundle } = config;
  const bundle = caBundle === undefined || caBundle === '' || isCertificates(caBundle) ? [] : [badBundle(path)];
  if ((url === undefined) === (service === undefined)) return [required(path, 'exactly one of url or service is required'), ...bundle];
  return [...(url === undefined ? checkService(service, `${path}.service`) : checkUrl(url, `${path}.url`)), ...bundle];
}

const isCertificates = (bundle: string): boolean =>
  /^-----BEGIN CERTIFICATE-----\s[\s\S]+-----END CERTIFICATE-----/m.test(Buffer.from(bundle, 'base64').toString());

const badBundle = (path: string): Cause =>
  invalid(`${path}.caBundle`, '<not shown>', 'unable to load root certificates: it holds no PEM certificate');

const form = 'desired format: https://host[:port]/path';

function checkUrl(url: string, path: string): readonly Cause[] {
  if (!URL.canParse(url)) return [required(path, `url must be a valid URL; ${form}`)];
  const { protocol, hostname, hash, search, username } = new URL(url);
  const causes: Cause[] = [];
  if (protocol !== 'https:') causes.push(invalid(path, protocol.slice(0, -1), `'https' is the only allowed URL scheme; ${form}`));
  if (hostname === '') causes.push(invalid(path, '', `host must be specified; ${form}`));
  if (username !== '') causes.push(invalid(path, username, 'user information is not permitted in the URL'));
  if (hash !== '') causes.push(invalid(path, hash.slice(1), 'fragments are not permitted in the URL'));
  if (search !== '') causes.push(invalid(path, search.slice(1), 'query parameters are not permitted in the URL'));
  return causes;
}

function checkService(service: WebhookClientConfig['service'], place: string): readonly Cause[] {
  const { namespace = '', name = '', port = 443, path } = service ?? {};
  const causes: Cause[] = [];
  if (name === '') causes.push(required(`${place}.name`, 'service name is required'));
  if (namespace === '') causes.push(required(`${place}.namespace`, 'service namespace is required'));
  if (port < 1 || port > 65_535) {
    causes.push(invalid(`${place}.port`, port, 'port is not valid: must be between 1 and 65535, inclusive'));
  }
  if (path !== undefined && path !== '') causes.push(...checkPath(path, `${place}.path`));
  return causes;
}

function checkPath(path: string, place: string): readonly Cause[] {
  if (!path.startsWith('/')) return [invalid(place, path, "must start with a '/'")];
  const segments = path.slice(1).split('/');
  // A slash at the end is no segment.
  const wrong = segments.findIndex((segment, index) => segment === '' && index < segments.length - 1);
  return wrong < 0 ? [] : [invalid(place, path, `segment[${wrong}] may not be empty`)];
}
