import type { ServerContext } from '../server-context.ts';
import { json, text, type ApiRequest, type ApiResponse } from './api-request.ts';

/** Paths that are about the server itself; undefined when this is none of them. */
export function serverRoute(context: ServerContext, { path, method }: ApiRequest): ApiResponse | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  switch (path) {
    case '/healthz':
    case '/livez':
    case '/readyz':
      return text(200, 'ok');
    case '/version':
    case '/version/':
      return json(200, context.version);
    default:
      return undefined;
  }
}
