import { requestScheme } from '../../request-scheme.ts';
import { instance, text, type CelFunctions } from '../arguments.ts';
import { fail, Opaque, type CelValue } from '../values.ts';

/** An absolute URI or path. */
class Url extends Opaque {
  readonly typeName = 'kubernetes.URL';
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  constructor(written: string) {
    super();
    const [, scheme = '', authority = '', path = '', query = ''] =
      /^(?:([^:/?#]+):)?(?:\/\/([^/?]*))?([^?]*)(?:\?(.*))?$/s.exec(written) ?? [];
    this.scheme = scheme.toLowerCase();
    this.host = authority.slice(authority.lastIndexOf('@') + 1);
    this.path = path;
    this.query = query;
  }
  equals(other: Opaque): boolean {
    return other instanceof Url && ['scheme', 'host', 'path', 'query'].every((part) => this[part as 'host'] === other[part as 'host']);
  }
}

const url = (value: CelValue): Url => instance(value, Url);
const port = ({ host }: Url): string => /:(\d*)$/.exec(host)?.[1] ?? '';
const isUrl = (value: CelValue): boolean => requestScheme(text(value)) !== undefined;

/** Values of a key, in their order. */
function query(value: CelValue): Readonly<Record<string, readonly string[]>> {
  const pairs = [...new URLSearchParams(url(value).query)];
  return Object.fromEntries([...Map.groupBy(pairs, ([key]) => key)].map(([key, found]) => [key, found.map(([, each]) => each)]));
}

/** What cannot stand in a path is escaped; what is escaped stays so. */
const escaped = (path: string): string => encodeURI(path).replaceAll(/%25([0-9A-Fa-f]{2})/g, '%$1');

export const urlFunctions: CelFunctions = {
  isURL: isUrl,
  url: (value) => (isUrl(value) ? new Url(text(value)) : fail(`${JSON.stringify(text(value))} is no URL`)),
};

export const urlMethods: CelFunctions = {
  getScheme: (value) => url(value).scheme,
  getHost: (value) => url(value).host,
  getHostname: (value) =>
    url(value)
      .host.replace(/:\d*$/, '')
      .replaceAll(/^\[|\]$/g, ''),
  getPort: (value) => port(url(value)),
  getEscapedPath: (value) => escaped(url(value).path),
  getQuery: query,
};
