import type { Target } from './target.ts';

/** What a request does: `watch`, `deletecollection`, … as authorization and audit call it. */
export type RequestVerb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete' | 'deletecollection';

const byMethod: Readonly<Record<string, RequestVerb>> = {
  GET: 'get',
  HEAD: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

/** @returns undefined for a method that no verb stands for */
export function verbOf(method: string, target: Target, query: URLSearchParams): RequestVerb | undefined {
  const verb = byMethod[method];
  if (verb === 'get') {
    const watch = query.get('watch');
    if (watch !== null && watch !== 'false' && watch !== '0') return 'watch';
    return target.name === undefined ? 'list' : 'get';
  }
  return verb === 'delete' && target.name === undefined ? 'deletecollection' : verb;
}
