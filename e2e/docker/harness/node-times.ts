import type { Kubectl, KubernetesItem } from '../../harness/kubectl.ts';
import type { Interval } from './intervals.ts';
import type { World } from './world.ts';

/** What a node spent its time on that no provider could have saved. */
export interface NodeTimes {
  readonly container: string;
  /** From the container's start until its container runtime was there. */
  readonly boot: Interval;
  readonly kubeadm: Interval;
  /** When the Node became Ready, which static pods of a control plane do 10 to 20 s later: kubeadm has them probed first after 10 s. */
  readonly nodeReady: number;
  /** From kubeadm's end until the Node and, on a control plane, its static pods were Ready; to the second, as Kubernetes has it. */
  readonly settling: Interval;
}

const journal = '/var/lib/cluster-api/capd/journal';

/** Asks a node, its engine and its API server when things happened. */
export async function nodeTimes(world: World, workload: Kubectl, container: string): Promise<NodeTimes> {
  const started = Date.parse(await world.docker('inspect', '--format={{.State.StartedAt}}', container));
  const kubeadm = kubeadmInterval(await world.inContainer(container, `cat ${journal}`));
  const nodeReady = becameReady(await workload.json<KubernetesItem>('get', 'node', container));
  const pods = await workload.items(
    '-n',
    'kube-system',
    'get',
    'pods',
    '-l',
    'tier=control-plane',
    `--field-selector=spec.nodeName=${container}`,
  );
  return {
    container,
    boot: { from: started, to: await containerdActive(world, container) },
    kubeadm,
    nodeReady,
    settling: { from: kubeadm.to, to: Math.max(kubeadm.to, nodeReady, ...pods.map(becameReady)) },
  };
}

/** By the journal of the bootstrap: `step <number> <time> <title>`, then `done <number> <time> <exit code>`. */
function kubeadmInterval(text: string): Interval {
  const [, number = '', from = ''] = /^step (\d+) (\d+) .*kubeadm (?:init|join)/m.exec(text) ?? [];
  const [, to = ''] = new RegExp(`^done ${number} (\\d+) `, 'm').exec(text) ?? [];
  if (from === '' || to === '') throw new Error(`the journal tells no kubeadm:\n${text}`);
  return { from: Number(from), to: Number(to) };
}

async function containerdActive(world: World, container: string): Promise<number> {
  const printed = await world.inContainer(
    container,
    'systemctl show --property=ActiveEnterTimestampMonotonic --value containerd.service; cut -d" " -f1 /proc/uptime; date +%s%3N',
  );
  // Microseconds and seconds since the start of the machine, then milliseconds since 1970.
  const [active = 0, uptime = 0, now = 0] = printed.split('\n').map(Number);
  return now - (uptime * 1000 - active / 1000);
}

const becameReady = ({ status }: KubernetesItem): number => {
  const ready = status?.conditions?.find(({ type, status: is }) => type === 'Ready' && is === 'True') as
    | { readonly lastTransitionTime: string }
    | undefined;
  return ready === undefined ? 0 : Date.parse(ready.lastTransitionTime);
};
