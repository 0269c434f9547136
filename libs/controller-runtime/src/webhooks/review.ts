import type { UnstructuredObject } from '@capi/api';
import { printValue } from '@capi/seams';

// The envelopes in which an API server talks to webhooks. What is in them is JSON that nobody has checked yet.

/** What the API server tells of one write: `admission.k8s.io/v1`. */
export interface AdmissionRequest {
  readonly uid: string;
  readonly kind: GroupVersionKind;
  /** The kind that the client wrote, before it was converted to what the webhook registered for. */
  readonly requestKind?: GroupVersionKind;
  readonly subResource?: string;
  /** Empty while a name is still to be generated. */
  readonly name?: string;
  readonly namespace?: string;
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT';
  readonly object?: unknown;
  readonly oldObject?: unknown;
  readonly dryRun?: boolean;
}

interface GroupVersionKind {
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
}

/** A `metav1.Status`, as far as webhooks say one. */
export interface ReviewStatus {
  readonly status?: 'Failure';
  readonly code: number;
  readonly reason?: string;
  readonly message?: string;
  readonly details?: { readonly name: string; readonly group: string; readonly kind: string; readonly causes: readonly Cause[] };
}

/** One field that is wrong, as `kubectl` and other clients read it. */
export interface Cause {
  readonly reason: string;
  readonly message: string;
  readonly field: string;
}

/** The answer on one write. */
export interface AdmissionResponse {
  readonly uid: string;
  readonly allowed: boolean;
  readonly status: ReviewStatus;
  readonly warnings?: readonly string[];
  readonly patchType?: 'JSONPatch';
  /** JSON patch in base64. */
  readonly patch?: string;
}

/** Objects to convert: `apiextensions.k8s.io/v1`. */
export interface ConversionRequest {
  readonly uid: string;
  readonly desiredAPIVersion: string;
  readonly objects: readonly UnstructuredObject[];
}

/** The converted objects in the same order, or why there are none. */
export interface ConversionResponse {
  readonly uid: string;
  readonly result: { readonly status: 'Success' } | { readonly status: 'Failure'; readonly message: string };
  readonly convertedObjects?: readonly UnstructuredObject[];
}

/** What a request may be about. */
const operations = ['CREATE', 'UPDATE', 'DELETE', 'CONNECT'];

/** A body that is not what it should be; the message says what it lacks. */
export class NotAReview extends Error {
  override readonly name = 'NotAReview';
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function requestOf(body: unknown, apiVersion: string, kind: string): Readonly<Record<string, unknown>> {
  if (!isObject(body) || body['kind'] !== kind || body['apiVersion'] !== apiVersion) {
    const got = isObject(body)
      ? `${printValue(body['kind'], 'nothing')} of ${printValue(body['apiVersion'], 'nothing')}`.slice(0, 200)
      : 'something else';
    throw new NotAReview(`wanted kind ${kind} of ${apiVersion}, got ${got}`);
  }
  const { request } = body;
  if (!isObject(request) || typeof request['uid'] !== 'string' || request['uid'] === '')
    throw new NotAReview(`the ${kind} has no request with a uid`);
  return request;
}

/**
 * The request of an AdmissionReview.
 * @throws NotAReview
 */
export function admissionRequestOf(body: unknown): AdmissionRequest {
  const request = requestOf(body, 'admission.k8s.io/v1', 'AdmissionReview');
  if (!isObject(request['kind'])) throw new NotAReview('the request names no kind');
  if (!operations.some((operation) => operation === request['operation']))
    throw new NotAReview(`the request names no operation that exists`);
  return request as unknown as AdmissionRequest;
}

/**
 * The request of a ConversionReview.
 * @throws NotAReview
 */
export function conversionRequestOf(body: unknown): ConversionRequest {
  const request = requestOf(body, 'apiextensions.k8s.io/v1', 'ConversionReview');
  if (typeof request['desiredAPIVersion'] !== 'string') throw new NotAReview('the request names no desiredAPIVersion');
  if (!Array.isArray(request['objects'])) throw new NotAReview('the request has no list of objects');
  return request as unknown as ConversionRequest;
}
