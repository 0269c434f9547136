import { adaptKubeadmCommand, callsKubeadm } from './adapt-command.ts';

const flag = '--ignore-preflight-errors=SystemVerification,Swap,FileContent--proc-sys-net-bridge-bridge-nf-call-iptables';
const values = flag.slice(flag.indexOf('=') + 1);

describe('command that calls kubeadm', () => {
  test.each<{ rule: string; command: string | string[]; adapted: string | string[] }>([
    {
      rule: 'passes over what is wrong with containers',
      command: 'kubeadm init --config /run/kubeadm/kubeadm.yaml  && echo success > /done',
      adapted: `kubeadm init ${flag} --config /run/kubeadm/kubeadm.yaml  && echo success > /done`,
    },
    { rule: 'keeps what stands before it', command: 'sudo -E kubeadm join x', adapted: `sudo -E kubeadm join ${flag} x` },
    { rule: 'may have a path', command: '/usr/bin/kubeadm join', adapted: `/usr/bin/kubeadm join ${flag}` },
    {
      rule: 'may stand there twice',
      command: 'kubeadm join a || kubeadm join b',
      adapted: `kubeadm join ${flag} a || kubeadm join ${flag} b`,
    },
    {
      rule: 'adds to what the command passes over',
      command: 'kubeadm init --ignore-preflight-errors=NumCPU,swap --v 5',
      adapted: `kubeadm init --ignore-preflight-errors=NumCPU,swap,SystemVerification,FileContent--proc-sys-net-bridge-bridge-nf-call-iptables --v 5`,
    },
    {
      rule: 'adds to a quoted value on a line of its own',
      command: 'kubeadm init \\\n  --ignore-preflight-errors "NumCPU"',
      adapted: `kubeadm init \\\n  --ignore-preflight-errors "NumCPU,${values}"`,
    },
    {
      rule: 'leaves it at all',
      command: 'kubeadm init --ignore-preflight-errors=all',
      adapted: 'kubeadm init --ignore-preflight-errors=all',
    },
    { rule: 'leaves phases alone', command: 'kubeadm init phase certs all', adapted: 'kubeadm init phase certs all' },
    { rule: 'leaves other programs alone', command: 'mykubeadm init; kubeadm initial', adapted: 'mykubeadm init; kubeadm initial' },
    { rule: 'may be a list', command: ['kubeadm', 'join', '--v', '5'], adapted: ['kubeadm', 'join', flag, '--v', '5'] },
    {
      rule: 'adds to the flag in a list',
      command: ['kubeadm', 'init', '--ignore-preflight-errors', 'NumCPU', '--v=5'],
      adapted: ['kubeadm', 'init', '--ignore-preflight-errors', `NumCPU,${values}`, '--v=5'],
    },
    {
      rule: 'adds to the flag with its value in a list',
      command: ['kubeadm', 'init', '--ignore-preflight-errors=all'],
      adapted: ['kubeadm', 'init', '--ignore-preflight-errors=all'],
    },
    { rule: 'is no other list', command: ['echo', 'kubeadm', 'join'], adapted: ['echo', 'kubeadm', 'join'] },
  ])('$rule', ({ command, adapted }) => expect(adaptKubeadmCommand(command)).toEqual(adapted));

  test.each<{ command: string | string[]; calls: boolean }>([
    { command: 'kubeadm init --config x', calls: true },
    { command: ['kubeadm', 'join'], calls: true },
    { command: 'sleep 1 && /usr/bin/kubeadm join', calls: true },
    { command: 'kubeadm join phase kubelet-start', calls: false },
    { command: 'kubeadm version', calls: false },
    { command: 'kubeadm init-something', calls: false },
  ])('$command: $calls', ({ command, calls }) => expect(callsKubeadm(command)).toBe(calls));
});
