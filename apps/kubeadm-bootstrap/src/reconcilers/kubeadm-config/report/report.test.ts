import { later, minutes, seconds, transient } from '@capi/seams';

import type { Plan } from '../decide/plan.ts';
import { anObservation, created, now } from '../testing.ts';
import { applyReport } from './apply-report.ts';
import { silenceLeft } from './patience.ts';
import { report, type Report } from './report.ts';

const waiting: Plan = { step: 'wait', blockers: [{ kind: 'control-plane-not-initialized' }] };
const statusOf = (...[seen, plan, failure]: Parameters<typeof report>): ReturnType<typeof applyReport> | undefined => {
  const said: Report | undefined = report(seen, plan, failure);
  return said === undefined ? undefined : applyReport(seen.config, said);
};
const short = (status: ReturnType<typeof statusOf>): string[] =>
  (status?.conditions ?? []).map(({ type, status: holds, reason }) => `${type}=${holds}/${reason}`);
const legacy = (status: ReturnType<typeof statusOf>): string[] =>
  (status?.deprecated?.v1beta1?.conditions ?? []).map(({ type, status: holds, reason }) => `${type}=${holds}/${reason ?? ''}`);

describe('status of a KubeadmConfig', () => {
  test('says that the data is there, in both forms of conditions', () => {
    const status = statusOf(anObservation(), { step: 'join', role: 'worker', certificates: ['ca'] }, undefined);
    expect(short(status)).toEqual([
      'Ready=True/Ready',
      'CertificatesAvailable=True/Available',
      'DataSecretAvailable=True/Available',
      'Paused=False/NotPaused',
    ]);
    expect(legacy(status)).toEqual(['Ready=True/', 'CertificatesAvailable=True/', 'DataSecretAvailable=True/']);
    expect(status).toMatchObject({ dataSecretName: 'machine-0', initialization: { dataSecretCreated: true }, observedGeneration: 1 });
  });

  test('says what is waited for', () => {
    const status = statusOf(anObservation(), waiting, undefined);
    expect(short(status)).toEqual(['Ready=False/NotReady', 'DataSecretAvailable=False/NotAvailable', 'Paused=False/NotPaused']);
    expect(status?.conditions?.[0]?.message).toBe(
      '* DataSecretAvailable: Waiting for the control plane of the Cluster to be initialized\n* CertificatesAvailable: Condition not yet reported',
    );
    expect(legacy(status)).toEqual([
      'Ready=False/WaitingForControlPlaneAvailable',
      'DataSecretAvailable=False/WaitingForControlPlaneAvailable',
    ]);
    expect(status?.dataSecretName).toBeUndefined();
  });

  test('shows a failure and keeps the old generation', () => {
    const failure = transient({
      action: 'render bootstrap data',
      object: 'KubeadmConfig team-a/machine-0',
      why: 'there is no Secret team-a/x',
    });
    const status = statusOf(anObservation(), waiting, failure);
    expect(status?.conditions?.find(({ type }) => type === 'DataSecretAvailable')?.message).toBe(failure.message);
    expect(status?.observedGeneration).toBeUndefined();
  });

  test('does not take back data that was handed out', () => {
    const failure = transient({ action: 'renew the token', why: 'it is gone' });
    const seen = anObservation({ config: { status: created() } });
    expect(short(statusOf(seen, { step: 'keep-token', due: minutes(0) }, failure))).toContain('DataSecretAvailable=True/Available');
  });

  test('of a paused config only says so', () => {
    const status = statusOf(anObservation({ cluster: { paused: true } }), { step: 'pause' }, undefined);
    expect(short(status)).toEqual(['Paused=True/Paused']);
    expect(status?.conditions?.[0]?.message).toBe('Cluster spec.paused is set to true');
  });

  test('is not written twice with the same words', () => {
    const seen = anObservation();
    const once = statusOf(seen, waiting, undefined);
    const again = anObservation({ now: later(now, minutes(1)), config: once === undefined ? {} : { status: once } });
    expect(statusOf(again, waiting, undefined)).toEqual(once);
  });
});

describe('patience', () => {
  test.each<{ rule: string; seen: Parameters<typeof anObservation>[0]; plan: Plan; left: number }>([
    { rule: 'keeps a short wait of a new config quiet', seen: { now: later(now, seconds(4)) }, plan: waiting, left: seconds(6) },
    { rule: 'ends', seen: { now: later(now, seconds(11)) }, plan: waiting, left: 0 },
    { rule: 'is not for a config that has spoken', seen: { config: { status: created() } }, plan: waiting, left: 0 },
    {
      rule: 'is not for what a person has to mend',
      seen: {},
      plan: { step: 'wait', blockers: [{ kind: 'worker-with-control-plane-settings' }] },
      left: 0,
    },
    { rule: 'is not for results', seen: {}, plan: { step: 'rest' }, left: 0 },
  ])('$rule', ({ seen, plan, left }) => expect(silenceLeft(anObservation(seen), plan)).toBe(left));
});
