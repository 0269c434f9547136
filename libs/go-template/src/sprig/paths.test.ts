import { printed } from '../testing.ts';

describe('paths in templates', () => {
  test.each([
    {
      rule: 'paths have parts',
      template:
        '{{ base "/a/b.txt" }} {{ dir "/a/b.txt" }} {{ ext "b.tar.gz" }} {{ isAbs "/a" }} {{ isAbs "a" }} {{ base "" }} {{ dir "a" }} {{ base "///" }}',
      prints: 'b.txt /a .gz true false . . /',
    },
    {
      rule: 'paths are cleaned',
      template: '{{ clean "a//b/../c/./d" }} {{ clean "" }} {{ clean "/.." }} {{ clean "../../a" }} {{ clean "a/.." }}',
      prints: 'a/c/d . / ../../a .',
    },
    {
      rule: 'paths of the system are the same',
      template: '{{ osBase "/a/b" }} {{ osDir "/a/b" }} {{ osExt "x.y" }} {{ osClean "a/../b" }} {{ osIsAbs "/" }}',
      prints: 'b /a .y b true',
    },
  ])('$rule', ({ template, prints }) => expect(printed(template)).toBe(prints));
});
