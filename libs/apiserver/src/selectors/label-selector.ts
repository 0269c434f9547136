import { badRequest } from '../errors/status-error.ts';

type Labels = Readonly<Record<string, string>>;

/** Says whether an object's labels are wanted. */
export type LabelSelector = (labels: Labels | undefined) => boolean;

type Requirement = (labels: Labels) => boolean;

/**
 * Reads a label selector as it stands in a query: `app=web,tier in (a, b),!legacy,env!=prod`.
 * @returns undefined when it selects everything
 * @throws StatusError 400 when it cannot be read
 */
export function parseLabelSelector(text: string): LabelSelector | undefined {
  const requirements = splitRequirements(text).map((part) => parseRequirement(part, text));
  if (requirements.length === 0) return undefined;
  return (labels = {}) => requirements.every((holds) => holds(labels));
}

/** Commas separate requirements, but not within the brackets of a set. */
function splitRequirements(text: string): readonly string[] {
  return text
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

const name = String.raw`[A-Za-z0-9]([-A-Za-z0-9_./]*[A-Za-z0-9])?`;
const presence = new RegExp(`^(!?)\\s*(${name})$`);
const comparison = new RegExp(`^(${name})\\s*(==|=|!=|>|<)\\s*([-A-Za-z0-9_.]*)$`);
const membership = new RegExp(`^(${name})\\s+(in|notin)\\s*\\(([^)]*)\\)$`);

function parseRequirement(part: string, whole: string): Requirement {
  const present = presence.exec(part);
  if (present !== null) {
    const [, negated = '', key = ''] = present;
    return (labels) => Object.hasOwn(labels, key) !== (negated === '!');
  }
  const compared = comparison.exec(part);
  if (compared !== null) return comparing(compared[1] ?? '', compared[3] ?? '', compared[4] ?? '');
  const member = membership.exec(part);
  if (member !== null) {
    const key = member[1] ?? '';
    const values = new Set((member[4] ?? '').split(',').map((value) => value.trim()));
    return member[3] === 'in'
      ? (labels) => Object.hasOwn(labels, key) && values.has(labels[key] ?? '')
      : (labels) => !Object.hasOwn(labels, key) || !values.has(labels[key] ?? '');
  }
  throw badRequest(`unable to parse requirement: ${JSON.stringify(part)} in label selector ${JSON.stringify(whole)}`);
}

function comparing(key: string, operator: string, value: string): Requirement {
  switch (operator) {
    case '!=':
      return (labels) => labels[key] !== value;
    case '>':
      return (labels) => Number(labels[key]) > Number(value);
    case '<':
      return (labels) => Number(labels[key]) < Number(value);
    default:
      return (labels) => Object.hasOwn(labels, key) && labels[key] === value;
  }
}
