import { StatusError } from '../errors/status-error.ts';
import { Entry, Line } from '../storage/entry.ts';
import { OrderedFeed } from './ordered-feed.ts';

describe('a feed', () => {
  const entry = (name: string): Entry => new Entry(name, { apiVersion: 'v1', kind: 'K', metadata: { name } }, 1, (object) => object);
  /** Entries called `known` are readable. */
  const started = (convert: (names: readonly string[]) => Promise<unknown>): { feed: OrderedFeed; told: string[] } => {
    const told: string[] = [];
    const feed = new OrderedFeed({
      sink: { write: ({ text }) => void told.push(text), end: () => void told.push('end') },
      isReadable: ({ key }) => key === 'known',
      makeReadable: (entries) => convert(entries.map(({ key }) => key)),
      onFailure: () => feed.end(),
    });
    return { feed, told };
  };
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };

  test('tells at once what is readable', () => {
    const { feed, told } = started(() => Promise.reject(new Error('not to be asked')));
    feed.tell(entry('known'), () => new Line('a'));
    expect(told).toEqual(['a']);
  });

  test('keeps the order while something is converted, and converts what piles up together', async () => {
    const asked: (readonly string[])[] = [];
    let answer = (): void => {};
    const { feed, told } = started(
      (names) =>
        new Promise<void>((resolve) => {
          asked.push(names);
          answer = resolve;
        }),
    );
    feed.tell(entry('a'), () => new Line('a'));
    feed.tell(entry('b'), () => new Line('b'));
    feed.tell(entry('known'), () => new Line('known'));
    feed.tell(undefined, () => new Line('bookmark'));
    feed.end();
    await settle();
    expect(told).toEqual([]);
    expect(asked).toEqual([['a', 'b', 'known']]);
    answer();
    await settle();
    expect(told).toEqual(['a', 'b', 'known', 'bookmark', 'end']);
  });

  test('ends with the error of a conversion that failed', async () => {
    const { feed, told } = started(() => Promise.reject(new StatusError(500, '', 'cannot convert')));
    feed.tell(entry('a'), () => new Line('a'));
    await settle();
    expect(told).toHaveLength(2);
    expect(JSON.parse(told[0] ?? '')).toMatchObject({ type: 'ERROR', object: { code: 500, message: 'cannot convert' } });
    expect(told[1]).toBe('end');
    feed.tell(entry('b'), () => new Line('b'));
    expect(told).toHaveLength(2);
  });

  test('says nothing once nobody listens', async () => {
    const { feed, told } = started(() => Promise.resolve());
    feed.tell(entry('a'), () => new Line('a'));
    feed.stop();
    await settle();
    expect(told).toEqual([]);
  });
});
