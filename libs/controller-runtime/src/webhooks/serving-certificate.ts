import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, watch, type FSWatcher } from 'node:fs';
import { dirname } from 'node:path';

import { seconds, type Clock } from '@capi/seams';

import type { Log } from '../logging/log.ts';
import { createProblemLog } from '../logging/problem-log.ts';
import type { Metrics } from '../metrics/metrics.ts';

/** Files that hold a certificate chain and its key, PEM. */
export interface CertificateFiles {
  readonly certificate: string;
  readonly key: string;
}

/** A certificate with its key, PEM. */
export interface CertificatePair {
  readonly cert: string;
  readonly key: string;
}

/** Where the serving certificate of webhooks comes from, and its successors. */
export interface CertificateSource {
  /** The pair to begin with, once there is one. Rejects with one line when there will be none. */
  first(signal: AbortSignal): Promise<CertificatePair>;
  /** Calls back with every pair that replaces the one before, until the signal; resolves when nothing is watched any more. */
  follow(changed: (pair: CertificatePair) => void, signal: AbortSignal): Promise<void>;
}

interface CertificateWatchOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Told of every pair that replaces the one before. */
  readonly changed: (pair: CertificatePair) => void;
}

/** Some file systems tell nobody of changes; certificates are renewed long before they end. */
const lookAgain = seconds(10);

/** A certificate in files that others write, such as cert-manager by way of a Secret that is mounted. */
export function certificateFiles(files: CertificateFiles, surroundings: Omit<CertificateWatchOptions, 'changed'>): CertificateSource {
  let current: CertificatePair | undefined;
  return {
    async first() {
      current = readFirst(files);
      return current;
    },
    follow: (changed, signal) => watchCertificate(files, current ?? readFirst(files), { ...surroundings, changed }, signal),
  };
}

function readFirst(files: CertificateFiles): CertificatePair {
  try {
    return readCertificate(files);
  } catch (error) {
    throw new Error(
      `cannot serve webhooks: ${error instanceof Error ? error.message : String(error)}; ` +
        'put a certificate there, name another folder with --webhook-cert-dir, let the provider keep its own with ' +
        '--self-managed-webhook-certificates, or serve none with --webhook-port=0',
      { cause: error },
    );
  }
}

/**
 * Reads a serving certificate.
 * @throws Error with one line that says what is wrong with which file
 */
function readCertificate({ certificate, key }: CertificateFiles): CertificatePair {
  const pair = { cert: readPem(certificate), key: readPem(key) };
  try {
    if (new X509Certificate(pair.cert).checkPrivateKey(createPrivateKey(pair.key))) return pair;
  } catch (error) {
    throw new Error(`${certificate} and ${key} hold no certificate and key: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  throw new Error(`the key in ${key} is not that of the certificate in ${certificate}`);
}

function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`, { cause: error });
  }
}

/**
 * Reads a serving certificate again whenever its files change, also by a link that is swapped below them, as kubelet does. A pair that
 * does not match, because one of two files is written already, changes nothing.
 * @param first the pair in use
 * @returns resolves when the signal is aborted and nothing is watched any more
 */
async function watchCertificate(
  files: CertificateFiles,
  first: CertificatePair,
  { clock, log, metrics, changed }: CertificateWatchOptions,
  signal: AbortSignal,
): Promise<void> {
  const reads = metrics.counter({
    name: 'certwatcher_read_certificate_total',
    help: 'Times the serving certificate was read.',
    labels: [],
  });
  const failures = metrics.counter({
    name: 'certwatcher_read_certificate_errors_total',
    help: 'Times the serving certificate could not be read.',
    labels: [],
  });
  const problems = createProblemLog(clock, log);
  const subject = 'serving certificate';
  const message = 'Cannot read the serving certificate, going on with the one before';
  let current = first;
  const look = (tell: (error: unknown) => void): void => {
    reads.add({});
    try {
      const pair = readCertificate(files);
      problems.recovered(subject);
      if (pair.cert === current.cert && pair.key === current.key) return;
      current = pair;
      changed(pair);
      log.info('Serving certificate was renewed', { file: files.certificate });
    } catch (error) {
      failures.add({});
      tell(error);
    }
  };
  const folders = new Set([dirname(files.certificate), dirname(files.key)]);
  // While files are being written they may well not match; the next look tells whether that stays.
  const watchers = [...folders].flatMap((folder) => watched(folder, () => look(() => undefined), log));
  try {
    for (;;) {
      await clock.sleep(lookAgain, signal);
      look((error) => problems.failed({ error, subject, where: subject, level: 'warn', message }, log));
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    for (const watcher of watchers) watcher.close();
  }
}

function watched(folder: string, look: () => void, log: Log): readonly FSWatcher[] {
  try {
    const watcher = watch(folder, look);
    watcher.on('error', (error) => log.debug('Cannot watch the folder of the serving certificate', { folder, err: error }));
    return [watcher];
  } catch (error) {
    log.debug('Cannot watch the folder of the serving certificate', { folder, err: error });
    return [];
  }
}
