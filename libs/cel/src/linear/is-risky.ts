import type { Expression } from './expression-tree.ts';

/**
 * Whether matching by trying and going back can take very long: something is repeated that can itself match one text in several ways. What
 * begins or ends with a character that is nowhere else in it, such as the dot between the parts of a domain, cannot.
 */
export const isRisky = (expression: Expression): boolean => isAmbiguous(expression) || endlessChars(expression).length > mostEndless;

/** So many characters repeated without end are too many, since each of them multiplies the ways to match with the length of the text. */
const mostEndless = 3;

const endlessChars = (expression: Expression): readonly Expression[] => {
  if (expression.kind === 'repeat')
    return expression.most === Infinity && expression.part.kind === 'char' ? [expression] : endlessChars(expression.part);
  return expression.kind === 'choice' || expression.kind === 'sequence' ? expression.parts.flatMap(endlessChars) : [];
};

function isAmbiguous(expression: Expression): boolean {
  switch (expression.kind) {
    case 'char':
    case 'assertion':
      return false;
    case 'repeat':
      return (expression.most > 1 && varies(expression.part) && !isSeparated(expression.part)) || isAmbiguous(expression.part);
    case 'choice':
    case 'sequence':
      return expression.parts.some(isAmbiguous);
  }
}

type Char = Extract<Expression, { kind: 'char' }>;

/** Whether an expression can match in more than one way. */
function varies(expression: Expression): boolean {
  switch (expression.kind) {
    case 'char':
    case 'assertion':
      return false;
    case 'repeat':
      return true;
    case 'choice': {
      const chars = expression.parts.map(onlyChar);
      return chars.some(
        (char, index) => char === undefined || chars.slice(0, index).some((other) => other !== undefined && overlap(char, other)),
      );
    }
    case 'sequence':
      return expression.parts.some(varies);
  }
}

function onlyChar(expression: Expression): Char | undefined {
  if (expression.kind === 'char') return expression;
  const [only] = expression.kind === 'sequence' && expression.parts.length === 1 ? expression.parts : [];
  return only === undefined ? undefined : onlyChar(only);
}

function isSeparated(expression: Expression): boolean {
  const chars = charsOf(expression);
  return [chars.at(0), chars.at(-1)].some((char, end) => {
    const edge = outermost(expression, end === 0 ? 0 : -1);
    return char !== undefined && char === edge && chars.every((other) => other === char || !overlap(other, char));
  });
}

const charsOf = (expression: Expression): readonly Char[] => {
  if (expression.kind === 'char') return [expression];
  if (expression.kind === 'repeat') return charsOf(expression.part);
  return expression.kind === 'assertion' ? [] : expression.parts.flatMap(charsOf);
};

/** The character that every match begins (0) or ends (-1) with; undefined when there is none. */
function outermost(expression: Expression, end: 0 | -1): Char | undefined {
  if (expression.kind === 'char') return expression;
  const part = expression.kind === 'sequence' ? expression.parts.at(end) : undefined;
  return part === undefined ? undefined : outermost(part, end);
}

/** All of ASCII, and two characters for the rest. */
const samples = [...Array.from({ length: 128 }, (_, code) => String.fromCodePoint(code)), 'é', '😀'];
const overlap = (one: Char, other: Char): boolean => samples.some((char) => one.test(char) && other.test(char));
