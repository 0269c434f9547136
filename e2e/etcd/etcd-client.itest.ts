import type { EtcdClient } from '@capi/etcd';

import { eventually } from '../harness/eventually.ts';
import { freePortBlock } from '../harness/free-ports.ts';
import { findBinaries } from '../real-apiserver/binaries.ts';
import { startEtcd, type EtcdCluster } from './etcd-cluster.ts';

const { signal } = new AbortController();
// Finding the binaries may build them, so only the lane that has built them anyway asks.
const binaries =
  process.env['CAPI_TEST_KUBECONFIG'] === undefined ? 'npm run test:real-apiserver runs it against a real etcd' : findBinaries();

if (typeof binaries === 'string') {
  process.stdout.write(`not run: the etcd client against a real etcd: ${binaries}\n`);
  // Jest wants a test in every file.
  test(`the etcd client against a real etcd is left out: ${binaries}`, () => expect(binaries).not.toBe(''));
} else {
  describe('the etcd client against a real etcd', () => {
    let etcd: EtcdCluster;
    beforeAll(async () => {
      etcd = await startEtcd(binaries.etcd, await freePortBlock(6));
    });
    afterAll(() => etcd.stop());

    test('reads members and alarms, moves leadership and removes a member', async () => {
      const clients = new Map<string, EtcdClient>();
      for (const name of etcd.members) {
        const client = await eventually(`etcd member ${name} answers`, () => etcd.connect(name), 30);
        clients.set(name, client);
      }
      const ask = (name: string | undefined): EtcdClient => {
        const client = clients.get(name ?? '');
        if (client === undefined) throw new Error(`no member ${name ?? ''}`);
        return client;
      };
      const leader = await eventually('the members have a leader', async () => {
        const { leader: id } = await ask('a').status(signal);
        return (await ask('a').members(signal)).find((member) => member.id === id)?.name;
      });
      const members = await ask('a').members(signal);
      const idOf = (name: string | undefined): string => members.find((member) => member.name === name)?.id ?? '';
      expect(new Set(members.map(({ name }) => name))).toEqual(new Set(etcd.members));
      expect(members.some(({ learner }) => learner)).toBe(false);
      expect(await ask('a').alarms(signal)).toEqual([]);
      expect((await ask('b').status(signal)).memberID).toBe(idOf('b'));

      const [heir, third] = etcd.members.filter((name) => name !== leader);
      await expect(ask(heir).moveLeader(idOf(heir), signal)).rejects.toThrow('not leader');
      await ask(leader).moveLeader(idOf(heir), signal);
      await eventually('leadership has moved', async () => ((await ask(third).status(signal)).leader === idOf(heir) ? true : undefined));

      // etcd refuses until its members have known each other for five seconds, before and after a change.
      const removed = (): Promise<true> =>
        ask(heir)
          .removeMember(idOf(leader), signal)
          .then(() => true);
      await eventually('a member is removed', removed);
      await eventually('removing it once more is success', removed);
      expect(new Set((await ask(heir).members(signal)).map(({ name }) => name))).toEqual(new Set([heir, third]));
      for (const client of clients.values()) client.close();
    }, 120_000);
  });
}
