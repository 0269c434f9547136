export { ApiError, refusedAs, type ApiErrorReason } from './api-error.ts';
export type { Cache, CachedSelection, CacheScope, Change } from './cache.ts';
export type { ApplyOptions, Client, DeleteOptions, Patch, PatchOptions, Selection } from './client.ts';
export {
  awaitChange,
  recheck,
  watch,
  type Controller,
  type Next,
  type Permission,
  type Reconcile,
  type Source,
  type Verb,
  type Watch,
} from './controller.ts';
export type { EventRecorder } from './events.ts';
export type { Log } from './log.ts';
export type { Counter, Gauge, Histogram, MetricDeclaration, Metrics } from './metrics.ts';
export type { Runtime } from './runtime.ts';
export type { Transport, TransportRequest, TransportResponse } from './transport.ts';
