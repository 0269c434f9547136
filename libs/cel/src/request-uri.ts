/** An absolute URI or path, as in the first line of a HTTP request. */
export function isRequestUri(text: string): boolean {
  const [, scheme, rest = ''] = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(.*)$/su.exec(text) ?? [];
  // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
  if (/[\u0000-\u001f\u007f]/.test(text) || (scheme === undefined && !rest.startsWith('/'))) return false;
  if (!rest.startsWith('/')) return true;
  const [, authority = '', path = ''] = /^(?:\/\/([^/?]*))?([^?]*)/s.exec(rest) ?? [];
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const isHost = /^(\[[0-9a-fA-F:.%a-zA-Z]*\]|([^\s:%<>"`{}|\\^[\]]|%[0-9a-fA-F]{2})*)(:\d*)?$/u.test(host);
  return (scheme === undefined || isHost) && !/%(?![0-9a-fA-F]{2})/.test(path);
}
