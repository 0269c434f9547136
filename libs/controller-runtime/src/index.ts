export type { Cache, CachedSelection, CacheScope, Change } from './cache/cache.ts';
export { createCache, type CacheOptions, type OwnedCache } from './cache/create-cache.ts';
export { followObjects, type FollowOptions } from './cache/follow-objects.ts';
export { ApiError, refusedAs, type ApiErrorReason } from './client/api-error.ts';
export type { ApplyOptions, Client, DeleteOptions, EvictOptions, Patch, PatchOptions, Selection } from './client/client.ts';
export { createClient, type ClientOptions, type WriteObserver } from './client/create-client.ts';
export { mergePatch, sameJson } from './client/merge-patch.ts';
export { patchObject, type PatchObjectOptions } from './client/patch-object.ts';
export { compareResourceVersions } from './client/resource-version.ts';
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
} from './controllers/controller.ts';
export { createRuntime, type RuntimeOptions } from './create-runtime.ts';
export type { EventRecorder } from './events/event-recorder.ts';
export { nodeKeySource } from './keys/node-key-source.ts';
export { featureGates, type FeatureGate, type Features } from './flags/feature-gates.ts';
export {
  choiceFlag,
  countFlag,
  durationFlag,
  listFlag,
  numberFlag,
  switchFlag,
  textFlag,
  type Flag,
  type Flags,
  type FlagValues,
} from './flags/flag.ts';
export { parseManagerFlags, type ManagerFlags, type ManagerFlagsDeclaration, type ManagerFlagsReading } from './flags/manager-flags.ts';
export { printHelp, readFlags, type FlagReading } from './flags/read-flags.ts';
export { createHealthChecks, type HealthCheck, type HealthChecks } from './health/health-checks.ts';
export type { LeaderElectionOptions } from './leader-election/leader-election.ts';
export { LeadershipLost } from './leader-election/leadership-lost.ts';
export { createLog, silentLog, type LogLevel, type LogSink } from './logging/create-log.ts';
export type { Log } from './logging/log.ts';
export { createProblemLog, type FailedAttempt, type ProblemLog } from './logging/problem-log.ts';
export { pinoSink, type LogOptions } from './logging/pino-sink.ts';
export { createMetrics, type MetricsRegistry } from './metrics/create-metrics.ts';
export type { Counter, Gauge, Histogram, MetricDeclaration, Metrics } from './metrics/metrics.ts';
export { eventPermissions, processPermissions, type ProviderPermissions } from './process/process-permissions.ts';
export { runProvider, type ProviderDeclaration, type ProviderSurroundings } from './process/run-provider.ts';
export type { Runtime } from './runtime.ts';
export { backoff } from './timing/backoff.ts';
export { systemClock } from './timing/system-clock.ts';
export { systemRandom } from './timing/system-random.ts';
export type { ClusterAccess, TokenSource } from './transport/cluster-access.ts';
export { rateLimit, withRateLimit, withUserAgent } from './transport/decorate-transport.ts';
export { providerUserAgent } from './transport/user-agent.ts';
export { httpsTransport, type HttpsTransportOptions } from './transport/https-transport.ts';
export { kubeconfigTransport } from './transport/kubeconfig-transport.ts';
export { loadAccess } from './transport/load-access.ts';
export { TransportError } from './transport/transport-error.ts';
export type { Transport, TransportRequest, TransportResponse } from './transport/transport.ts';
export { admissionRoutes, type AdmissionRoute, type AdmissionSurroundings } from './webhooks/answer-admission.ts';
export { conversionRoute, type ConversionSurroundings } from './webhooks/answer-conversion.ts';
export { conversionContext, definitionsScope } from './webhooks/conversion-context.ts';
export type { ProviderWebhooks, SelfManagedSurroundings } from './webhooks/provider-webhooks.ts';
export { certificateFiles, type CertificateFiles, type CertificatePair, type CertificateSource } from './webhooks/serving-certificate.ts';
export { serveWebhooks, type WebhookServerOptions } from './webhooks/webhook-server.ts';
