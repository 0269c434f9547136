import { parseTemplate, TemplateError } from '@capi/go-template';

import { invalid, type Finding } from '../finding.ts';
import { dns1123SubdomainProblems } from './names.ts';

/** What a template for names is rendered with in order to see whether it works. */
export interface NamingTemplate {
  /** Example of what the template can refer to; `random` is added. */
  readonly sample: Readonly<Record<string, unknown>>;
  /** Whether several objects get their names from the one template. */
  readonly mustBeRandom: boolean;
}

const randomPart = '{{ .random }}';
const sampleRandom = 'x7k2p';
const longest = 63;

/**
 * A Go template for names. It must give the name of a Kubernetes object when rendered with sample data; absent or empty is fine.
 * @see upstream v1.14.0 internal/topology/names/names.go (behaviour)
 */
export function validateNamingTemplate(
  path: string,
  template: string | undefined,
  { sample, mustBeRandom }: NamingTemplate,
): readonly Finding[] {
  if (template === undefined || template === '') return [];
  const isMissing = mustBeRandom && !template.includes(randomPart);
  return [
    ...(isMissing
      ? [invalid(path, template, `must contain ${randomPart}, spaces included, or a second object would get the same name`)]
      : []),
    ...nameProblems(template, sample).map((problem) => invalid(path, template, problem)),
  ];
}

function nameProblems(template: string, sample: Readonly<Record<string, unknown>>): readonly string[] {
  const rendered = render(template, { ...sample, random: sampleRandom });
  if (rendered instanceof TemplateError) return [`is no Go template that works: ${rendered.message}`];
  const name = shorten(rendered);
  return dns1123SubdomainProblems(name).map((problem) => `gives names such as "${name}", but a name ${problem}`);
}

function render(template: string, data: unknown): string | TemplateError {
  const parsed = parseTemplate(template, { missingKey: 'error' });
  if (parsed instanceof TemplateError) return parsed;
  try {
    return parsed.render(data);
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
}

// As names are made in earnest: what is too long loses its end to a new random part. Go counts bytes.
function shorten(name: string): string {
  const bytes = new TextEncoder().encode(name);
  return bytes.length <= longest ? name : new TextDecoder().decode(bytes.subarray(0, longest - sampleRandom.length)) + sampleRandom;
}
