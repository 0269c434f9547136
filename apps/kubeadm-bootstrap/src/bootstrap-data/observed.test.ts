import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { KubeadmConfigSpec } from '@capi/api';
import { certificateAndKey, type CertificatePurpose } from '@capi/certificates';
import { parse, parseAllDocuments } from 'yaml';

import { renderBootstrapData, type BootstrapInput } from './render-bootstrap-data.ts';
import { lookUpNothing } from './testing.ts';

/** One recorded machine: what went in, and the document that came out, parsed. */
interface Recorded {
  readonly machine: string;
  readonly role: 'control-plane' | 'worker';
  readonly version: string;
  readonly cluster: {
    readonly name: string;
    readonly controlPlaneEndpoint: { readonly host: string; readonly port: string };
    readonly clusterNetwork: {
      readonly pods: { readonly cidrBlocks: string[] };
      readonly services: { readonly cidrBlocks: string[] };
      readonly serviceDomain: string;
    };
  };
  readonly kubeadmConfigSpec: KubeadmConfigSpec;
  readonly header: string[];
  readonly document: Record<string, unknown>;
}

// Where the recordings are is a matter of the machine that the tests run on.
// oxlint-disable-next-line no-restricted-properties -- a test has no flags
const shared = process.env['CAPI_SHARED'] ?? fileURLToPath(new URL('../../../../../shared', import.meta.url));
const folder = join(shared, 'fixtures/observed-v1.14/bootstrap-data');
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yaml')) : [];

describe('bootstrap data that upstream was observed to render', () => {
  if (files.length === 0) {
    test('is not here', () => {
      process.stdout.write(`skipped: no recordings under ${folder}; set CAPI_SHARED to the folder that holds fixtures/\n`);
      expect(files).toEqual([]);
    });
    return;
  }
  const cases = files.flatMap((file) =>
    parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map((document) => ({ file, ...(document.toJS() as Recorded) })),
  );
  test.each(cases)('$file $machine ($role)', (recorded) => {
    const text = renderBootstrapData(inputOf(recorded));
    expect(text.split('\n').slice(0, recorded.header.length)).toEqual(recorded.header);
    expect(masked(parse(text) as Record<string, unknown>)).toEqual(masked(recorded.document));
    expect(Object.keys(parse(text) as object)).toEqual(Object.keys(recorded.document));
  });
});

function inputOf({ role, version, cluster, kubeadmConfigSpec: spec, document }: Recorded): BootstrapInput {
  const written = document['write_files'] as { path: string; content?: string }[];
  const contents = written.map(({ content }) => content ?? '');
  const has = (marker: string): string => contents.find((content) => content === marker) ?? '';
  const key = has('<PEM RSA PRIVATE KEY>') || has('<PEM EC PRIVATE KEY>');
  const authority = certificateAndKey('<PEM CERTIFICATE>', key);
  const certificates = new Map<CertificatePurpose, typeof authority>([
    ['ca', authority],
    ['etcd', authority],
    ['proxy', authority],
    ['sa', certificateAndKey('<PEM PUBLIC KEY>', key)],
  ]);
  const joining = spec.joinConfiguration?.discovery !== undefined;
  return {
    role: role === 'worker' ? 'join-worker' : joining ? 'join-control-plane' : 'init',
    spec,
    facts: {
      clusterName: cluster.name,
      kubernetesVersion: version,
      controlPlaneEndpoint: `${cluster.controlPlaneEndpoint.host}:${cluster.controlPlaneEndpoint.port}`,
      serviceDomain: cluster.clusterNetwork.serviceDomain,
      podCidrBlocks: cluster.clusterNetwork.pods.cidrBlocks,
      serviceCidrBlocks: cluster.clusterNetwork.services.cidrBlocks,
    },
    ...lookUpNothing(spec, { 'file-secret/k': 'from-secret' }),
    certificates,
  };
}

/** In the recordings certificates are markers, kubeadm files are parsed documents, and one text is left out. */
function masked(document: Record<string, unknown>): unknown {
  const written = (document['write_files'] as { path: string; content?: string; documents?: unknown[] }[]).map((file) => {
    if (file.documents !== undefined) return file;
    if (file.path === '/run/cluster-api/placeholder') return { ...file, content: '<text>' };
    const { content = '', ...rest } = file;
    if (file.path.startsWith('/run/kubeadm/')) {
      const documents = parseAllDocuments(content).map((each): unknown => each.toJS());
      return { ...rest, documents: documents.filter((each) => each !== null) };
    }
    return { ...rest, content: content.startsWith('<PEM') ? content.trimEnd() : content };
  });
  return { ...document, write_files: written };
}
