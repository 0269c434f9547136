import {
  defaultingPath,
  validatingPath,
  validatingScalePath,
  type Admission,
  type AnyKindWebhooks,
  type Defaulted,
  type Denial,
  type Finding,
  type Gates,
  type Ruling,
} from '@capi/admission';
import { decoderOf, type Decoder, type FieldProblem, type KubernetesObject } from '@capi/api';
import { OperationError, printValue, type DeepReadonly } from '@capi/seams';

import { invalidStatus } from './invalid-status.ts';
import { jsonPatch } from './json-patch.ts';
import type { AdmissionRequest, AdmissionResponse, ReviewStatus } from './review.ts';

/** What rules are given beside the objects. */
export interface AdmissionSurroundings<Ports> {
  readonly ports: Ports;
  readonly gates: Gates;
  /** Told of errors that nobody foresaw; the client hears only that there was one. */
  readonly failed: (error: unknown) => void;
}

/** Answers the reviews that are sent to one path. */
export type AdmissionRoute = (request: AdmissionRequest, signal: AbortSignal) => Promise<AdmissionResponse>;

/** The paths of a webhook server with what answers there. */
export function admissionRoutes<Ports>(
  webhooks: readonly AnyKindWebhooks<Ports>[],
  surroundings: AdmissionSurroundings<Ports>,
): ReadonlyMap<string, AdmissionRoute> {
  return new Map(webhooks.flatMap((each) => routesOf(each, surroundings)));
}

/** An answer without what is the same in all of them. */
type Outcome = Omit<AdmissionResponse, 'uid'>;

function routesOf<Ports>(
  webhooks: AnyKindWebhooks<Ports>,
  { ports, gates, failed }: AdmissionSurroundings<Ports>,
): readonly (readonly [string, AdmissionRoute])[] {
  const { kind, defaulting, validating, validatingScale } = webhooks;
  const decode = decoderOf(kind);
  const answer =
    (respond: (request: AdmissionRequest, signal: AbortSignal) => Promise<Outcome>): AdmissionRoute =>
    async (request, signal) => {
      const outcome = await respond(request, signal).catch((error: unknown) => failure(error, signal.aborted ? () => undefined : failed));
      return { uid: request.uid, ...outcome };
    };
  const read = (request: AdmissionRequest, beforeMatters: boolean): Admission | Outcome =>
    admissionOf(request, decode, { kind, gates, beforeMatters });
  const routes: (readonly [string, AdmissionRoute])[] = [];
  if (defaulting !== undefined) {
    const respond = answer(async (request, signal) => {
      const admission = read(request, false);
      if ('allowed' in admission) return admission;
      if (!defaulting.operations.includes(admission.operation)) return allowed;
      return defaultedOutcome(admission, await defaulting.run(admission, ports, signal), kind);
    });
    routes.push([defaultingPath(kind), respond]);
  }
  if (validating !== undefined) {
    const respond = answer(async (request, signal) => {
      const admission = read(request, true);
      if ('allowed' in admission) return admission;
      if (!validating.operations.includes(admission.operation)) return allowed;
      return ruledOutcome(admission.object, await validating.run(admission, ports, signal), kind);
    });
    routes.push([validatingPath(kind), respond]);
  }
  if (validatingScale !== undefined) {
    const respond = answer(async (request, signal) => {
      const replicas = replicasOf(request.object);
      if (replicas === undefined) return denied({ status: 400, message: 'wanted a Scale of autoscaling/v1 with a number of replicas' });
      const { namespace = '', name = '' } = request;
      const ruling = await validatingScale.run({ namespace, name, replicas, gates }, ports, signal);
      return ruledOutcome({ metadata: { name } }, ruling, kind);
    });
    routes.push([validatingScalePath(kind), respond]);
  }
  return routes;
}

interface Reading {
  readonly kind: { readonly group: string; readonly version: string; readonly kind: string };
  readonly gates: Gates;
  /** An object that is being replaced must be readable as well. */
  readonly beforeMatters: boolean;
}

/** The write as rules see it, or why they cannot. */
function admissionOf(
  request: AdmissionRequest,
  decode: Decoder<KubernetesObject>,
  { kind, gates, beforeMatters }: Reading,
): Admission | Outcome {
  const { operation } = request;
  if (operation === 'CONNECT') return denied({ status: 400, message: `${kind.kind} has no operation CONNECT` });
  const object = readObject(operation === 'DELETE' ? request.oldObject : request.object, decode, kind);
  if (typeof object === 'string') return denied({ status: 400, message: object });
  const before = operation === 'UPDATE' ? readObject(request.oldObject, decode, kind) : undefined;
  if (typeof before === 'string' && beforeMatters) return denied({ status: 400, message: `the object as it was: ${before}` });
  const requestedVersion = request.requestKind?.version;
  return {
    operation,
    object,
    ...(before === undefined || typeof before === 'string' ? {} : { before }),
    dryRun: request.dryRun === true,
    ...(requestedVersion === undefined ? {} : { requestedVersion }),
    gates,
  };
}

function readObject(
  json: unknown,
  decode: Decoder<KubernetesObject>,
  { group, version, kind }: Reading['kind'],
): DeepReadonly<KubernetesObject> | string {
  const wanted = `${kind} of ${group}/${version}`;
  if (typeof json !== 'object' || json === null) return `the review holds no ${wanted}`;
  const { apiVersion, kind: found, metadata } = json as { apiVersion?: unknown; kind?: unknown; metadata?: unknown };
  if (apiVersion !== `${group}/${version}` || found !== kind)
    return `wanted a ${wanted}, got ${printValue(found, 'nothing')} of ${printValue(apiVersion, 'nothing')}`.slice(0, 300);
  if (typeof metadata !== 'object' || metadata === null) return `the ${wanted} has no metadata`;
  const decoding = decode(json);
  return decoding.problems === undefined ? decoding.object : `cannot read the ${wanted}: ${listProblems(decoding.problems)}`;
}

const mostProblems = 10;
function listProblems(problems: readonly FieldProblem[]): string {
  const shown = problems.slice(0, mostProblems).map(({ path, why }) => `${path} ${why}`);
  return [...shown, ...(problems.length > mostProblems ? [`and ${problems.length - mostProblems} more`] : [])].join(', ');
}

/** Replicas that a Scale wants, 0 when it names none; undefined for what is no Scale. */
function replicasOf(json: unknown): number | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const { apiVersion, kind, spec } = json as { apiVersion?: unknown; kind?: unknown; spec?: { replicas?: unknown } | null };
  if (apiVersion !== 'autoscaling/v1' || kind !== 'Scale') return undefined;
  const replicas = spec?.replicas ?? 0;
  return Number.isInteger(replicas) ? (replicas as number) : undefined;
}

const allowed: Outcome = { allowed: true, status: { code: 200 } };
type Named = { readonly metadata?: { readonly name?: string } };
type KindName = { readonly group: string; readonly kind: string };

function defaultedOutcome(admission: Admission, defaulted: Defaulted<KubernetesObject>, kind: KindName): Outcome {
  const { findings = [], warnings, denial, object } = defaulted;
  const refusal = refused(admission.object, { findings, ...(denial === undefined ? {} : { denial }) }, kind);
  if (refusal !== undefined) return { ...denied(refusal), ...warningsOf(warnings) };
  const patch = object === admission.object ? [] : jsonPatch(admission.object, object);
  if (patch.length === 0) return { ...allowed, ...warningsOf(warnings) };
  return {
    ...allowed,
    ...warningsOf(warnings),
    patchType: 'JSONPatch',
    patch: Buffer.from(JSON.stringify(patch)).toString('base64'),
  };
}

function ruledOutcome(object: Named, ruling: Ruling, kind: KindName): Outcome {
  const refusal = refused(object, ruling, kind);
  return { ...(refusal === undefined ? allowed : denied(refusal)), ...warningsOf(ruling.warnings) };
}

function refused(object: Named, { findings, denial }: { findings: readonly Finding[]; denial?: Denial }, kind: KindName) {
  if (denial !== undefined) return denial;
  if (findings.length === 0) return undefined;
  return invalidStatus({ group: kind.group, kind: kind.kind, name: object.metadata?.name ?? '' }, findings);
}

/** A denial as a whole carries the reason that clients know for it, where there is one. */
function denied(refusal: Denial | ReviewStatus): Outcome {
  if ('code' in refusal) return { allowed: false, status: refusal };
  const { status: code, message } = refusal;
  return { allowed: false, status: { code, ...(code === 403 ? { reason: 'Forbidden' } : {}), message } };
}

const warningsOf = (warnings: readonly string[] | undefined): { warnings?: readonly string[] } =>
  warnings === undefined || warnings.length === 0 ? {} : { warnings };

function failure(error: unknown, failed: (error: unknown) => void): Outcome {
  if (error instanceof OperationError) return denied({ status: error.retry === 'terminal' ? 403 : 500, message: error.message });
  failed(error);
  return denied({ status: 500, message: 'the webhook met an error that nobody foresaw; its log says which' });
}
