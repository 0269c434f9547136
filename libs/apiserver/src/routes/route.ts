import type { Endpoint } from '../registry/endpoint.ts';
import type { ServerContext } from '../server-context.ts';
import type { ApiRequest, ApiResponse } from './api-request.ts';
import type { Target } from './target.ts';

/** Answers one verb on the objects of one kind: at once, unless a webhook has to be asked. */
export type Route = (context: ServerContext, endpoint: Endpoint, target: Target, request: ApiRequest) => ApiResponse | Promise<ApiResponse>;
