import { inSteps } from '../background/steps.ts';
import { readableIn } from '../conversion/in-version.ts';
import { badRequest, expired, tooLargeResourceVersion } from '../errors/status-error.ts';
import type { Endpoint } from '../registry/endpoint.ts';
import { parseSelection, type Selection } from '../selectors/selection.ts';
import type { ServerContext } from '../server-context.ts';
import type { Entry } from '../storage/entry.ts';
import { firstFrom, inNamespace } from '../storage/table.ts';
import { encodeList } from './encode.ts';
import { parseResourceVersion } from './resource-version.ts';
import type { Route } from './route.ts';

/** Where the next page starts, and as of which revision. */
interface Continuation {
  readonly revision: number;
  readonly start: string;
}

/** Lists a kind, whole or by pages. All pages of one list show the same revision; a page whose revision is forgotten is 410. */
export const list: Route = inSteps(function* (context, endpoint, target, request) {
  const { query } = request;
  const selection = parseSelection(endpoint, target.namespace, query);
  const continuation = parseContinuation(query.get('continue'));
  const revision = continuation?.revision ?? listedRevision(context, query);
  const snapshot = snapshotAt(context, endpoint, revision);
  const candidates = selection.namespace === undefined ? snapshot : inNamespace(snapshot, selection.namespace);
  const start = continuation === undefined ? 0 : firstFrom(candidates, continuation.start);
  const { page, next } = cut(candidates, start, Number(query.get('limit') ?? 0), selection);
  const metadata = {
    resourceVersion: String(revision),
    ...(next === undefined ? {} : { continue: printContinuation({ revision, start: candidates[next]?.key ?? '' }) }),
    ...(next === undefined || selection.narrowed ? {} : { remainingItemCount: candidates.length - next }),
  };
  yield* readableIn(endpoint, page, endpoint.apiVersion);
  return encodeList(endpoint, page, metadata, request, context.clock.now());
});

/** All objects that a request selects, as they are now. */
export function selected(context: ServerContext, endpoint: Endpoint, selection: Selection): readonly Entry[] {
  const snapshot = context.storage.table(endpoint.storage).snapshot();
  const candidates = selection.namespace === undefined ? snapshot : inNamespace(snapshot, selection.namespace);
  return selection.selects === undefined ? candidates : candidates.filter(selection.selects);
}

/** Without a version, or with one that need only be reached, a list shows the present; `Exact` shows the past. */
function listedRevision({ storage }: ServerContext, query: URLSearchParams): number {
  const asked = parseResourceVersion(query);
  if (asked === undefined || asked === 0) return storage.revision;
  if (asked > storage.revision) throw tooLargeResourceVersion(asked, storage.revision);
  const limited = query.get('limit') !== null && query.get('resourceVersionMatch') === null;
  return query.get('resourceVersionMatch') === 'Exact' || limited ? asked : storage.revision;
}

function snapshotAt({ storage }: ServerContext, endpoint: Endpoint, revision: number): readonly Entry[] {
  const table = storage.table(endpoint.storage);
  if (revision >= storage.revision) return table.snapshot();
  if (!table.history.reaches(revision)) {
    throw expired(`resource version ${revision} is forgotten, the oldest known is ${table.history.oldest}: list again without it`);
  }
  return table.snapshotAt(revision);
}

function cut(
  candidates: readonly Entry[],
  start: number,
  limit: number,
  { selects }: Selection,
): { readonly page: readonly Entry[]; readonly next?: number } {
  if (limit <= 0 && selects === undefined) return { page: start === 0 ? candidates : candidates.slice(start) };
  const page: Entry[] = [];
  for (let index = start; index < candidates.length; index += 1) {
    const entry = candidates[index];
    if (entry === undefined || (selects !== undefined && !selects(entry))) continue;
    if (limit > 0 && page.length === limit) return { page, next: index };
    page.push(entry);
  }
  return { page };
}

const printContinuation = ({ revision, start }: Continuation): string =>
  Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', rv: revision, start })).toString('base64url');

function parseContinuation(token: string | null): Continuation | undefined {
  if (token === null || token === '') return undefined;
  try {
    const { rv, start } = JSON.parse(Buffer.from(token, 'base64url').toString()) as { rv: unknown; start: unknown };
    if (typeof rv === 'number' && typeof start === 'string') return { revision: rv, start };
  } catch {
    // Not a token of ours: the refusal below says so.
  }
  throw badRequest('continue key is not valid: it was not made by this server');
}
