/**
 * The scheme of a URI as HTTP requests have it, in lower case; empty for a bare path. A path may hold blanks, and a host may be missing.
 * @returns undefined for what is neither an absolute URI nor a path
 * @see Go's url.ParseRequestURI (behaviour), with which Kubernetes reads URLs in fields and in rules
 */
export function requestScheme(text: string): string | undefined {
  if (text === '*') return '';
  if (text === '' || hasControlCharacter(text)) return undefined;
  const [whole, scheme] = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text) ?? ['', ''];
  if (scheme === '' && text.startsWith(':')) return undefined;
  const rest = text.slice(whole.length).split('?')[0] ?? '';
  if (!rest.startsWith('/')) return scheme === '' ? undefined : scheme.toLowerCase();
  const hasAuthority = scheme !== '' && rest.startsWith('//');
  const [authority, path] = hasAuthority ? cut(rest.slice(2)) : ['', rest];
  return isAuthority(authority) && hasWholeEscapes(path) ? scheme.toLowerCase() : undefined;
}

const hasControlCharacter = (text: string) => Array.from(text).some((character) => character < ' ' || character === '\u007f');

/** Authority and path: at the first slash. */
function cut(text: string): readonly [string, string] {
  const slash = text.indexOf('/');
  return slash < 0 ? [text, ''] : [text.slice(0, slash), text.slice(slash)];
}

const hasWholeEscapes = (text: string) => !/%(?![0-9A-Fa-f]{2})/.test(text);

function isAuthority(authority: string): boolean {
  const at = authority.lastIndexOf('@');
  const [user, host] = at < 0 ? ['', authority] : [authority.slice(0, at), authority.slice(at + 1)];
  return /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user) && hasWholeEscapes(user) && isHost(host);
}

function isHost(host: string): boolean {
  if (host.startsWith('[')) return /^\[[^\][\s]*\](:\d*)?$/.test(host);
  if (/:(?!\d*$)/.test(host)) return false;
  // Bytes above ASCII may stand as they are or escaped; of ASCII only a percent sign may be escaped in a host.
  return hasWholeEscapes(host) && !/%(?!25)[0-7]/.test(host) && !/[ ^`{|}\\#/]/.test(host);
}
