/**
 * `host:port` of an API endpoint, IPv6 addresses in brackets.
 * @returns undefined when the endpoint is not known yet: no host, or no port
 */
export function printEndpoint(endpoint: { readonly host?: string; readonly port?: number } | undefined): string | undefined {
  if (!endpoint?.host || !endpoint.port) return undefined;
  return endpoint.host.includes(':') ? `[${endpoint.host}]:${endpoint.port}` : `${endpoint.host}:${endpoint.port}`;
}
