import { badRequest } from '../errors/status-error.ts';

/**
 * The `resourceVersion` of a list or watch; undefined when none was given.
 * @throws StatusError 400 when it is not a number
 */
export function parseResourceVersion(query: URLSearchParams): number | undefined {
  const given = query.get('resourceVersion') ?? '';
  if (given === '') return undefined;
  if (!/^\d+$/.test(given)) throw badRequest(`Invalid value: ${JSON.stringify(given)}: resourceVersion must be a number`);
  return Number(given);
}

/** `true`, `1`, and a parameter without a value, as Kubernetes reads query flags. */
export const isTrue = (value: string | null): boolean => value !== null && value !== 'false' && value !== '0';
