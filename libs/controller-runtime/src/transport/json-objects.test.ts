import { jsonObjects } from './json-objects.ts';

const event = (name: string): string => JSON.stringify({ type: 'ADDED', object: { metadata: { name } } });
const printed = (name: string): string => JSON.stringify(JSON.parse(event(name)), undefined, 1);

describe('JSON objects of a stream', () => {
  test.each<{ rule: string; stream: string; names: readonly string[] }>([
    { rule: 'may stand on a line each', stream: `${event('a')}\n${event('b')}\n`, names: ['a', 'b'] },
    { rule: 'may be printed over many lines', stream: `${printed('a')}\n${printed('b')}\n`, names: ['a', 'b'] },
    { rule: 'may begin where another ends', stream: `${printed('a')}${printed('b')}`, names: ['a', 'b'] },
    { rule: 'may hold braces and quotes in their texts', stream: `${printed('"}{\\')}\n${printed('b')}`, names: ['"}{\\', 'b'] },
    { rule: 'wait for their end', stream: `${event('a')}\n{\n "type": "ADDED",`, names: ['a'] },
  ])('$rule', ({ stream, names }) => {
    const name = (text: string): string => (JSON.parse(text) as { object: { metadata: { name: string } } }).object.metadata.name;
    expect(jsonObjects()(stream).map(name)).toEqual(names);
    const read = jsonObjects();
    const byCharacter = Array.from(stream, (character) => read(character)).flat();
    expect(byCharacter.map(name)).toEqual(names);
  });
});
