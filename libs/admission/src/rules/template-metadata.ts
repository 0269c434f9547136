import type { Draft, TemplateMetadata } from '@capi/api';

import { invalid, type Finding } from '../finding.ts';
import { labelValueProblems, qualifiedNameProblems, validateName } from './names.ts';

const mostAnnotationBytes = 256 * 1024;

/**
 * Labels and annotations that a template hands to what is made from it: keys and values as Kubernetes takes them, since what is made
 * would be refused otherwise. The findings are at `labels` and `annotations` and name the key.
 */
export const validateTemplateMetadata = (path: string, metadata: Draft<TemplateMetadata> | undefined): readonly Finding[] => [
  ...validateLabels(`${path}.labels`, metadata?.labels ?? {}),
  ...validateAnnotations(`${path}.annotations`, metadata?.annotations ?? {}),
];

/** Finds keys and values of labels that the API server would refuse on an object. */
export const validateLabels = (path: string, labels: Readonly<Record<string, string>>): readonly Finding[] =>
  sorted(labels).flatMap(([key, value]) => [
    ...validateName(path, key, qualifiedNameProblems),
    ...labelValueProblems(value).map((problem) => invalid(path, value, `the value of ${key} ${problem}`)),
  ]);

/** Annotations as Kubernetes takes them: keys may have capitals in their domain, and all of them together have a bound. */
export function validateAnnotations(path: string, annotations: Readonly<Record<string, string>>): readonly Finding[] {
  const encoder = new TextEncoder();
  const bytes = Object.entries(annotations)
    .flat()
    .reduce((sum, text) => sum + encoder.encode(text).length, 0);
  return [
    ...sorted(annotations).flatMap(([key]) => qualifiedNameProblems(key.toLowerCase()).map((problem) => invalid(path, key, problem))),
    ...(bytes > mostAnnotationBytes
      ? [{ kind: 'TooLong' as const, path, message: `may not be more than ${mostAnnotationBytes} bytes together` }]
      : []),
  ];
}

const sorted = (map: Readonly<Record<string, string>>) => Object.entries(map).toSorted(([left], [right]) => (left < right ? -1 : 1));
