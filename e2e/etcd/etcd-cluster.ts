import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createAuthority, issueCertificate, type CertificateAndKey } from '@capi/certificates';
import { nodeKeySource, systemClock } from '@capi/controller-runtime';
import { connectEtcd, type EtcdClient } from '@capi/etcd';
import { days, later } from '@capi/seams';

/** Three members of a real etcd with TLS and client certificates, as kubeadm sets it up. */
export interface EtcdCluster {
  readonly members: readonly string[];
  connect(member: string): Promise<EtcdClient>;
  stop(): Promise<void>;
}

const host = '127.0.0.1';
const members = ['a', 'b', 'c'];

/** Starts the members on six ports in a row; who connects has to wait until they have found each other. */
export async function startEtcd(program: string, firstPort: number): Promise<EtcdCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'capi-etcd-'));
  const { ca, server, client } = await pki();
  const path = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content, { mode: 0o600 });
    return join(folder, name);
  };
  const trusted = path('ca.crt', ca.certificate);
  const certificate = path('server.crt', server.certificate);
  const key = path('server.key', server.privateKey);
  const url = (index: number, peer: boolean): string => `https://${host}:${firstPort + index * 2 + Number(peer)}`;
  const children = members.map((name, index) =>
    spawn(
      program,
      [
        ['--name', name, '--data-dir', join(folder, name), '--log-level', 'fatal', '--unsafe-no-fsync=true'],
        ['--initial-cluster', members.map((member, at) => `${member}=${url(at, true)}`).join(',')],
        ['--listen-client-urls', url(index, false), '--advertise-client-urls', url(index, false)],
        ['--listen-peer-urls', url(index, true), '--initial-advertise-peer-urls', url(index, true)],
        ['--client-cert-auth', '--trusted-ca-file', trusted, '--cert-file', certificate, '--key-file', key],
        ['--peer-client-cert-auth', '--peer-trusted-ca-file', trusted, '--peer-cert-file', certificate, '--peer-key-file', key],
      ].flat(),
      { stdio: 'ignore' },
    ),
  );
  return {
    members,
    connect: (member) =>
      connectEtcd(
        {
          member,
          clock: systemClock(),
          dial: () => Promise.resolve(connect(firstPort + members.indexOf(member) * 2, host)),
          tls: { ca: ca.certificate, cert: client.certificate, key: client.privateKey },
        },
        new AbortController().signal,
      ),
    async stop() {
      await Promise.all(children.map(kill));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function pki(): Promise<Readonly<Record<'ca' | 'server' | 'client', CertificateAndKey>>> {
  const keys = nodeKeySource();
  const { signal } = new AbortController();
  const now = systemClock().now();
  const ca = await createAuthority({ now, algorithm: 'ECDSA-P256' }, keys, signal);
  const leaf = { notAfter: later(now, days(1)), algorithm: 'ECDSA-P256' } as const;
  const server = await issueCertificate(
    ca,
    { ...leaf, commonName: 'etcd', usages: ['server', 'client'], dnsNames: ['localhost'], ipAddresses: [host] },
    keys,
    signal,
  );
  const client = await issueCertificate(ca, { ...leaf, commonName: 'cluster-api.x-k8s.io', usages: ['client'] }, keys, signal);
  return { ca, server, client };
}
