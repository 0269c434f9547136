import { smallNews } from './words.ts';

describe('small news of a status', () => {
  const condition = { type: 'Ready', status: 'False', reason: 'NotReady', message: 'a' };
  const running = { conditions: [condition], phase: 'Running' };
  test.each<{ rule: string; after: Parameters<typeof smallNews>[1]; news: string }>([
    { rule: 'waits longer when only a message is new', after: { conditions: [{ ...condition, message: 'b' }] }, news: 'later' },
    {
      rule: 'waits less when a reason is new',
      after: { conditions: [{ ...condition, reason: 'b' } as { message: string }] },
      news: 'soon',
    },
    { rule: 'waits less when another field is new', after: running, news: 'soon' },
  ])('$rule', ({ after, news }) => expect(smallNews({ conditions: [condition] }, after)).toBe(news));
});
