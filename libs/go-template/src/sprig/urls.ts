import { fn, type Functions } from '../function.ts';
import { RefusedByFunction } from '../template-error.ts';
import { typeName, type GoMap, type Value } from '../value.ts';
import { escapeUrl, unescapeUrl } from './escape-url.ts';

/** A URL in parts, none of them escaped but the query. */
interface Url {
  readonly scheme: string;
  /** What follows the scheme where no slash does: `mailto:x@y`. */
  readonly opaque: string;
  /** Name and password, escaped; absent differs from empty. */
  readonly userinfo: string | undefined;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

const refuse = (why: string): never => {
  throw new RefusedByFunction(`unable to parse url: ${why}`);
};

/** As Go's net/url: nothing is completed, and much is a URL. */
function parse(text: string): Url {
  const [whole = '', fragment = ''] = cut(text, '#');
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001F\u007F]/.test(text)) refuse('invalid control character in URL');
  if (whole.startsWith(':')) refuse('missing protocol scheme');
  const [, scheme = '', rest = ''] = /^(?:([a-zA-Z][a-zA-Z0-9+\-.]*):)?(.*)$/s.exec(whole) ?? [];
  const [hierarchy = '', query = ''] = cut(rest, '?');
  const url = {
    scheme: scheme.toLowerCase(),
    opaque: '',
    userinfo: undefined,
    host: '',
    path: '',
    query,
    fragment: unescapeUrl(fragment, 'fragment'),
  };
  if (!hierarchy.startsWith('/')) {
    if (scheme !== '') return { ...url, opaque: hierarchy };
    if (cut(hierarchy, '/')[0]?.includes(':') === true) refuse('first path segment in URL cannot contain colon');
  }
  const hasAuthority = hierarchy.startsWith('//') && (scheme !== '' || !hierarchy.startsWith('///'));
  const [, authority = '', path = ''] = (hasAuthority ? /^\/\/([^/]*)(.*)$/s : /^()(.*)$/s).exec(hierarchy) ?? [];
  return { ...url, ...parseAuthority(authority), path: unescapeUrl(path, 'path') };
}

const cut = (text: string, mark: string): readonly string[] => {
  const at = text.indexOf(mark);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
};

function parseAuthority(authority: string): Pick<Url, 'userinfo' | 'host'> {
  const at = authority.lastIndexOf('@');
  return { host: parseHost(authority.slice(at + 1)), userinfo: at === -1 ? undefined : parseUserinfo(authority.slice(0, at)) };
}

function parseUserinfo(text: string): string {
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(text)) refuse('net/url: invalid userinfo');
  return cut(text, ':')
    .map((part) => escapeUrl(unescapeUrl(part, 'user'), 'user'))
    .join(':');
}

function parseHost(host: string): string {
  const [, port] = (host.startsWith('[') ? /^\[[\da-fA-F.]*:[\da-fA-F:.]*(?:%.+)?\](.*)$/s : /^[^:]*(.*)$/s).exec(host) ?? [];
  if (port === undefined) return refuse('no address in the brackets of the host');
  if (!/^(?::\d*)?$/.test(port)) refuse(`invalid port ${JSON.stringify(port)} after host`);
  return unescapeUrl(host, 'host');
}

const hostname = (host: string): string => host.replace(/:\d*$/, '').replace(/^\[(.*)\]$/s, '$1');

const asMap = (url: Url): GoMap =>
  new Map<string, Value>(Object.entries({ ...url, hostname: hostname(url.host), userinfo: url.userinfo ?? '' }));

/** Reads one part of the map that `urlJoin` takes; absent is empty. */
function part(map: GoMap, name: keyof Url): string {
  const value = map.has(name) ? map.get(name) : '';
  if (typeof value === 'string') return value;
  throw new RefusedByFunction(`unable to parse ${name} key, must be of type string, but ${typeName(value)} found`);
}

function fromMap(map: GoMap): Url {
  const userinfo = part(map, 'userinfo');
  return {
    scheme: part(map, 'scheme'),
    opaque: part(map, 'opaque'),
    userinfo: userinfo === '' ? undefined : parseUserinfo(userinfo),
    host: part(map, 'host'),
    path: part(map, 'path'),
    query: part(map, 'query'),
    fragment: part(map, 'fragment'),
  };
}

function print(url: Url): string {
  const scheme = url.scheme === '' ? '' : `${url.scheme}:`;
  const query = url.query === '' ? '' : `?${url.query}`;
  const fragment = url.fragment === '' ? '' : `#${escapeUrl(url.fragment, 'fragment')}`;
  return scheme + (url.opaque === '' ? authorityAndPath(url) : url.opaque) + query + fragment;
}

function authorityAndPath({ scheme, userinfo, host, path }: Url): string {
  const escaped = path === '*' ? '*' : escapeUrl(path, 'path');
  const hasAuthority = host !== '' || userinfo !== undefined;
  if (!hasAuthority && scheme === '') return cut(escaped, '/')[0]?.includes(':') === true ? `./${escaped}` : escaped;
  const slashes = hasAuthority || path !== '' ? '//' : '';
  const user = userinfo === undefined ? '' : `${userinfo}@`;
  const between = host !== '' && escaped !== '' && !escaped.startsWith('/') ? '/' : '';
  return slashes + user + escapeUrl(host, 'host') + between + escaped;
}

/** URLs, taken apart into a map and put together again. */
export const urls: Functions = {
  urlParse: fn(['string'], (text) => asMap(parse(text))),
  urlJoin: fn(['map'], (map) => print(fromMap(map))),
};
