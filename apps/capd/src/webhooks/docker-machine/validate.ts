import { findings, type Admission, type Ruling } from '@capi/admission';
import { draftOf, type DockerMachine } from '@capi/api';

import { keepCustomImage } from '../custom-image.ts';

/** What a DockerMachine may become. */
export const validateDockerMachine = ({ object, before }: Admission<DockerMachine>): Ruling =>
  before === undefined
    ? findings()
    : findings(keepCustomImage('spec.customImage', draftOf(before).spec?.customImage, draftOf(object).spec?.customImage));
