import type { Transport, TransportRequest } from '../transport/transport.ts';
import type { Fence } from './fence.ts';

/**
 * Sends writes only while the lease is held: asked at the last moment before one leaves, and broken off when the lease is lost before
 * the answer came. Each tells the API server how long it may take, so that a slow server does not carry it out when another process
 * leads, whatever became of this one. Reads pass. Goes below whatever makes requests wait.
 */
export function withFence(transport: Transport, fence: Fence): Transport {
  return {
    send(request, signal) {
      if (request.method === 'GET') return transport.send(request, signal);
      const beforeSending = (leaving: TransportRequest): TransportRequest => {
        const limited = { ...leaving, path: withTimeout(leaving.path, fence.assertOpen()) };
        return request.beforeSending?.(limited) ?? limited;
      };
      return fence.through(signal, (limited) => transport.send({ ...request, beforeSending }, limited));
    },
    close: () => transport.close(),
  };
}

/** @see kubernetes apiserver pkg/endpoints/filters/request_deadline.go (behaviour): the query parameter bounds a request's life */
const withTimeout = (path: string, limit: number): string => `${path}${path.includes('?') ? '&' : '?'}timeout=${Math.floor(limit)}ms`;
