import { terminal } from '@capi/seams';

/** What a file's template may refer to. */
export interface TemplateValues {
  /** Version of the control plane, as `v1.34.0`; absent when there is no control-plane object or it has none. */
  readonly controlPlaneVersion?: string;
}

/** The most that one rendered file may hold. */
const largest = 1024 * 1024;

/**
 * Renders a file with `contentFormat: Template`. Of Go's templates it knows `{{ .controlPlane.version }}`, comments and the
 * trimming of blanks (`{{-`, `-}}`).
 * @throws OperationError (terminal) for anything else between double braces, and for a result that is too large
 */
export function renderFileTemplate(path: string, template: string, values: TemplateValues): string {
  const action = `render spec.files ${path}`;
  const rendered = template.replace(/(\s*\{\{-\s|\{\{)\s*(.*?)\s*(\s-\}\}\s*|\}\})/gs, (_whole, _open: string, expression: string) => {
    if (expression.startsWith('/*') && expression.endsWith('*/')) return '';
    if (expression === '.controlPlane.version') return values.controlPlaneVersion ?? '<no value>';
    const literal = /^(?:"([^"\\]*)"|`([^`]*)`)$/.exec(expression);
    if (literal !== null) return literal[1] ?? literal[2] ?? '';
    throw terminal({
      action,
      why: `the template expression {{ ${expression} }} is not supported`,
      hint: 'use {{ .controlPlane.version }} or set contentFormat to Raw',
    });
  });
  if (Buffer.byteLength(rendered) > largest) throw terminal({ action, why: 'the rendered file is larger than 1 MiB' });
  return rendered;
}
