import { days, hours, instant, later, milliseconds, minutes, seconds } from '@capi/seams';

import { decideSecret, mayServe, restFor, type SecretPlan } from './decide.ts';
import type { Authority, Observation, SeenPair, SeenSecret } from './observation.ts';

const start = instant(1_767_225_600_000);
const at = (hour: number) => later(start, hours(hour));
const anAuthority = (pem: string, until = at(90 * 24)): Authority => ({ pem, until });
const aPair = (options: Partial<SeenPair> = {}): SeenPair => ({
  from: start,
  until: at(90 * 24),
  lacks: [],
  authority: anAuthority('new'),
  ...options,
});
const aSecret = (pair: SeenSecret['pair'] = aPair(), bundle = [anAuthority('new')]): SeenSecret => ({ pair, bundle });
const aServed = (pem: string, until = at(90 * 24)) => ({ until, authority: anAuthority(pem, until) });
const seen = (options: Partial<Observation>): Observation => ({ now: at(2), ...options });

describe('Secret of a webhook certificate', () => {
  test.each<{ rule: string; seen: Observation; plan: SecretPlan }>([
    { rule: 'is made where there is none', seen: seen({}), plan: { step: 'issue', because: 'there is none', beside: [] } },
    { rule: 'is left alone while it is good', seen: seen({ secret: aSecret() }), plan: { step: 'rest' } },
    {
      rule: 'is renewed when a third of its life is left, and its authority stays trusted',
      seen: seen({ now: at(60 * 24), secret: aSecret() }),
      plan: { step: 'issue', because: 'it expires soon', beside: [anAuthority('new')] },
    },
    {
      rule: 'is renewed after it expired, without the authority that expired with it',
      seen: seen({ now: at(91 * 24), secret: aSecret() }),
      plan: { step: 'issue', because: 'it has expired', beside: [] },
    },
    {
      rule: 'is made anew when somebody broke it, and what is served stays trusted',
      seen: seen({ secret: aSecret({ broken: 'tls.key is not the key of tls.crt' }, []), served: aServed('old') }),
      plan: { step: 'issue', because: 'tls.key is not the key of tls.crt', beside: [anAuthority('old')] },
    },
    {
      rule: 'is made anew when the provider is called by another name',
      seen: seen({ secret: aSecret(aPair({ lacks: ['10.0.0.7'] })) }),
      plan: { step: 'issue', because: 'it is not good for 10.0.0.7', beside: [anAuthority('new')] },
    },
    {
      rule: 'trusts what this process serves, should somebody have put another pair there',
      seen: seen({ secret: aSecret(), served: aServed('old') }),
      plan: { step: 'trust', bundle: [anAuthority('new'), anAuthority('old')] },
    },
    {
      rule: 'keeps the authority of the pair before for a day',
      seen: seen({ now: at(23), secret: aSecret(aPair(), [anAuthority('new'), anAuthority('old')]) }),
      plan: { step: 'rest' },
    },
    {
      rule: 'drops the authority of the pair before after a day',
      seen: seen({ now: at(24), secret: aSecret(aPair(), [anAuthority('new'), anAuthority('old')]) }),
      plan: { step: 'trust', bundle: [anAuthority('new')] },
    },
    {
      rule: 'drops an authority that expired',
      seen: seen({ secret: aSecret(aPair(), [anAuthority('new'), anAuthority('old', at(1))]) }),
      plan: { step: 'trust', bundle: [anAuthority('new')] },
    },
  ])('$rule', ({ seen: observation, plan }) => expect(decideSecret(observation)).toEqual(plan));
});

describe('a new certificate', () => {
  test.each<{ rule: string; seen: Observation; serves: boolean }>([
    { rule: 'is served at once where nothing else is', seen: seen({ secret: aSecret() }), serves: true },
    { rule: 'waits until it is trusted', seen: seen({ secret: aSecret(), served: aServed('old') }), serves: false },
    {
      rule: 'waits until every API server has heard of its authority',
      seen: seen({ secret: aSecret(), served: aServed('old'), trustedFor: seconds(29) }),
      serves: false,
    },
    {
      rule: 'is served once it is trusted for a while',
      seen: seen({ secret: aSecret(), served: aServed('old'), trustedFor: seconds(30) }),
      serves: true,
    },
    {
      rule: 'is served at once when the one before has expired',
      seen: seen({ secret: aSecret(), served: aServed('old', at(1)) }),
      serves: true,
    },
    { rule: 'waits a day at most', seen: seen({ now: at(24), secret: aSecret(), served: aServed('old') }), serves: true },
    { rule: 'is not served when it is broken', seen: seen({ secret: aSecret({ broken: 'tls.crt holds no certificate' }) }), serves: false },
    { rule: 'is not served when it has expired itself', seen: seen({ now: at(91 * 24), secret: aSecret() }), serves: false },
  ])('$rule', ({ seen: observation, serves }) => expect(mayServe(observation)).toBe(serves));
});

describe('the next look at a webhook certificate', () => {
  test.each<{ rule: string; seen: Observation; rest: number }>([
    { rule: 'is within the hour', seen: seen({ secret: aSecret(), served: aServed('new') }), rest: minutes(60) },
    {
      rule: 'is when it is to be renewed',
      seen: seen({ now: later(at(60 * 24), minutes(-5)), secret: aSecret(), served: aServed('new') }),
      rest: minutes(5),
    },
    {
      rule: 'is when the new one may be served',
      seen: seen({ secret: aSecret(), served: aServed('old'), trustedFor: seconds(10) }),
      rest: seconds(20),
    },
    {
      rule: 'is when the one before goes',
      seen: seen({
        now: later(start, milliseconds(days(1) - minutes(10))),
        secret: aSecret(aPair(), [anAuthority('new'), anAuthority('old')]),
        served: aServed('new'),
      }),
      rest: minutes(10),
    },
  ])('$rule', ({ seen: observation, rest }) => expect(restFor(observation)).toBe(rest));
});
