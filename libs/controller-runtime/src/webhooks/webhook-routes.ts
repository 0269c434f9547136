import type { Server } from 'node:https';

import { conversionPath } from '@capi/admission';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { Log } from '../logging/log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { AdmissionRoute } from './answer-admission.ts';
import { largestConversionReview, refusalOf, refuse, send } from './refuse.ts';
import { admissionRequestOf, conversionRequestOf, NotAReview, type ConversionRequest, type ConversionResponse } from './review.ts';
import { webhookMetrics } from './webhook-metrics.ts';

/** What answers the requests of a webhook server. */
export interface WebhookRoutes {
  readonly admission: ReadonlyMap<string, AdmissionRoute>;
  readonly convert: (request: ConversionRequest, signal: AbortSignal) => Promise<ConversionResponse>;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Lets a server answer reviews, count them, and refuse everything else. */
export function addRoutes(app: FastifyInstance<Server>, { admission, convert, log, metrics }: WebhookRoutes): void {
  const paths = new Set([...admission.keys(), conversionPath]);
  app.removeAllContentTypeParsers();
  // Not the parser of the framework, which refuses names that are fine in a label or a variable.
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body: Buffer, done) => {
    try {
      done(null, JSON.parse(body.toString('utf8')));
    } catch {
      done(new NotAReview(body.length === 0 ? 'the body is empty' : 'the body is not JSON'));
    }
  });
  for (const [path, answer] of admission) {
    app.post(path, async (request, reply) => {
      const response = await answer(admissionRequestOf(request.body), abortedWith(reply));
      return send(reply, { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response });
    });
  }
  app.post(conversionPath, { bodyLimit: largestConversionReview }, async (request, reply) => {
    const response = await convert(conversionRequestOf(request.body), abortedWith(reply));
    return send(reply, { apiVersion: 'apiextensions.k8s.io/v1', kind: 'ConversionReview', response });
  });
  app.setNotFoundHandler((request, reply) => {
    const path = pathOf(request);
    if (!paths.has(path)) return refuse(reply, 404, `no webhook is at ${path.slice(0, 200)}`);
    void reply.header('allow', 'POST');
    return refuse(reply, 405, `reviews are sent with POST, not with ${request.method}`);
  });
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const { code, message } = refusalOf(error);
    if (code === 500) log.error('A webhook request could not be answered', { err: error, stack: error.stack });
    return refuse(reply, code, message);
  });

  const counted = webhookMetrics(metrics);
  app.addHook('onRequest', (request, reply, done) => {
    const path = pathOf(request);
    if (paths.has(path)) {
      counted.began(path);
      // Also when the client goes away: this tells of the end of a response, however it ends.
      reply.raw.once('close', () => counted.ended(path, reply.statusCode, reply.elapsedTime / 1000));
    }
    done();
  });
}

const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? '';

/** Aborted when the client goes away before it has its answer. */
function abortedWith(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort(new Error('the client went away'));
  });
  return gone.signal;
}
