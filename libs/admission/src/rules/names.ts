import { invalid, type Finding } from '../finding.ts';

const names = {
  labelName: /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/,
  labelValue: /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/,
  dns1123Label: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  dns1123Subdomain: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  dns1035Label: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
};

// Kubernetes counts bytes.
const isLonger = (text: string, most: number) => new TextEncoder().encode(text).length > most;

const problems = (...checks: readonly (readonly [broken: boolean, problem: string])[]): readonly string[] =>
  checks.flatMap(([broken, problem]) => (broken ? [problem] : []));

const longestLabel = 63;
const longestSubdomain = 253;

/** What keeps a text from being the value of a label; empty when nothing does. The empty text is a value. */
export const labelValueProblems = (text: string): readonly string[] =>
  problems(
    [isLonger(text, longestLabel), `must be no more than ${longestLabel} bytes`],
    [!names.labelValue.test(text), 'must be empty, or letters, digits, -, _ and ., with a letter or digit at both ends'],
  );

/** What keeps a text from being a DNS label as in RFC 1123: the names of most Kubernetes objects that become host names. */
export const dns1123LabelProblems = (text: string): readonly string[] =>
  problems(
    [isLonger(text, longestLabel), `must be no more than ${longestLabel} bytes`],
    [!names.dns1123Label.test(text), 'must be lower-case letters, digits and -, with a letter or digit at both ends and without dots'],
  );

/** What keeps a text from being a DNS subdomain as in RFC 1123: the names of most Kubernetes objects. */
export const dns1123SubdomainProblems = (text: string): readonly string[] =>
  problems(
    [isLonger(text, longestSubdomain), `must be no more than ${longestSubdomain} bytes`],
    [!names.dns1123Subdomain.test(text), 'must be lower-case letters, digits, - and ., with a letter or digit at both ends of each part'],
  );

/** What keeps a text from being a DNS label as in RFC 1035, which begins with a letter: the names of Services. */
export const dns1035LabelProblems = (text: string): readonly string[] =>
  problems(
    [isLonger(text, longestLabel), `must be no more than ${longestLabel} bytes`],
    [
      !names.dns1035Label.test(text),
      'must be lower-case letters, digits and -, with a letter at the start and a letter or digit at the end',
    ],
  );

/**
 * What keeps a text from being the key of a label, an annotation or a taint: `name` or `domain/name`.
 * @see Kubernetes' qualified names
 */
export function qualifiedNameProblems(text: string): readonly string[] {
  const parts = text.split('/');
  if (parts.length > 2) return ['must be a name, or a DNS domain and a name with one / in between'];
  const name = parts.at(-1) ?? '';
  const domain = parts.length === 2 ? (parts[0] ?? '') : undefined;
  return [
    ...(domain === undefined ? [] : domainProblems(domain)),
    ...problems(
      [name === '', 'the name must not be empty'],
      [isLonger(name, longestLabel), `the name must be no more than ${longestLabel} bytes`],
      [!names.labelName.test(name), 'the name must be letters, digits, -, _ and ., with a letter or digit at both ends'],
    ),
  ];
}

const domainProblems = (domain: string): readonly string[] =>
  domain === ''
    ? ['the domain before the / must not be empty']
    : dns1123SubdomainProblems(domain).map((problem) => `the domain before the / ${problem}`);

/** Finds what is wrong with a value, with one of the functions above. */
export const validateName = (path: string, value: string, problemsOf: (text: string) => readonly string[]): readonly Finding[] =>
  problemsOf(value).map((problem) => invalid(path, value, problem));
