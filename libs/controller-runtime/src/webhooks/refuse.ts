import type { FastifyReply } from 'fastify';

import { NotAReview } from './review.ts';

/** A review holds an object twice, and the API server takes none above 3 MiB; upstream's limit. */
export const largestAdmissionReview = 7 * 1024 * 1024;
/** A review holds a whole list, which clients may ask for without pages: six thousand objects of 10 KiB. */
export const largestConversionReview = 64 * 1024 * 1024;

/** Sends JSON that is printed here: the framework would want a schema to be as fast. */
export const send = (reply: FastifyReply, body: unknown): FastifyReply =>
  reply.type('application/json; charset=utf-8').send(JSON.stringify(body));

const reasons: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  413: 'RequestEntityTooLarge',
  415: 'UnsupportedMediaType',
  500: 'InternalError',
};

/** Refuses what is no review. The rest of its body, if any, is read and forgotten, so that the client gets to read why. */
export function refuse(reply: FastifyReply, code: number, message: string): FastifyReply {
  const reason = reasons[code];
  const status = { kind: 'Status', apiVersion: 'v1', status: 'Failure', message, ...(reason === undefined ? {} : { reason }), code };
  return send(reply.code(code), status);
}

/** What to tell a client whose request could not be answered. */
export function refusalOf(error: Error & { statusCode?: number; code?: string }): { readonly code: number; readonly message: string } {
  if (error instanceof NotAReview) return { code: 400, message: `this is no review: ${error.message}` };
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return {
        code: 413,
        message: `the review is too large: at most ${largestAdmissionReview} bytes for a write, ${largestConversionReview} for a conversion`,
      };
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_ERR_CTP_EMPTY_TYPE':
      return { code: 415, message: 'reviews are sent as application/json' };
    case undefined:
    default: {
      const { statusCode = 500 } = error;
      return statusCode >= 400 && statusCode < 500
        ? { code: statusCode, message: error.message }
        : { code: 500, message: 'the webhook server met an error that nobody foresaw; its log says which' };
    }
  }
}
