import { findings, type Admission, type Ruling } from '@capi/admission';
import { draftOf, type DevMachine } from '@capi/api';

import { keepCustomImage } from '../custom-image.ts';

/** What a DevMachine may become. A change of its backend is accepted, as upstream does. */
export function validateDevMachine({ object, before }: Admission<DevMachine>): Ruling {
  const is = draftOf(object).spec?.backend?.docker ?? undefined;
  const was = before === undefined ? undefined : (draftOf(before).spec?.backend?.docker ?? undefined);
  if (is === undefined || was === undefined) return findings();
  return findings(keepCustomImage('spec.backend.docker.customImage', was.customImage, is.customImage));
}
