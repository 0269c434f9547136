import type { EngineInfo } from '@capi/docker-engine';

/**
 * What one machine offers: all of the engine's host, since containers share it. By this an autoscaler plans for a group that has no
 * machine yet.
 */
export const capacityOf = ({ processors, memory }: Pick<EngineInfo, 'processors' | 'memory'>): Readonly<Record<string, string>> => ({
  cpu: String(processors),
  memory: quantityOf(memory),
});

/** Bytes with the largest binary suffix that says them exactly, as Kubernetes writes them. */
function quantityOf(bytes: number): string {
  const suffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'];
  let value = bytes;
  let step = 0;
  while (value > 0 && value % 1024 === 0 && step < suffixes.length - 1) {
    value /= 1024;
    step += 1;
  }
  return `${value}${suffixes[step] ?? ''}`;
}
