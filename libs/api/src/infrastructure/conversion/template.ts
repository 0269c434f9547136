import { at, put } from '../../conversion/json.ts';
import { mapping, onlyUp, remembered, same, type Mapping } from '../../conversion/mapping.ts';
import { templateMetadata } from '../../conversion/v1beta1/machine-spec.ts';
import { shownWithin } from './shown.ts';

/** `spec.template` of a template whose content converts by `content`. */
export const template = (content: Mapping): Mapping =>
  shownWithin(
    'spec',
    shownWithin('template', mapping(same(templateMetadata({ oldAlways: true }), 'metadata'), shownWithin('spec', content))),
  );

/** `status` of a machine template, which v1beta1 has no place for. */
export const templateStatus: Mapping = mapping(
  remembered('status'),
  onlyUp((_old, hub) => put(hub, 'status', at(hub, 'status') ?? {})),
);
