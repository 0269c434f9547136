import { asInV1Beta1 } from '../../../schema/loosen.ts';
import { optional, struct, text, textMap } from '../../../schema/vocabulary.ts';
import { extraEnvs, extraVolumes } from '../v1beta2/arguments.ts';

/** Flags of a component by name; v1beta2 lists them, so that one flag can be given several times. */
export const extraArgs = (meaning: string) => optional(textMap(meaning));

/** Group version or kind of a kubeadm file, which upstream accepts here and ignores. */
const ignored = (meaning: string) => optional(text(`${meaning}; not used.`));

/** The file header that v1beta1 accepts inside of its kubeadm structs. */
export const fileHeader = {
  apiVersion: ignored('Version of the kubeadm file this was copied from'),
  kind: ignored('Kind of the kubeadm file this was copied from'),
};

/** What the settings of all control-plane components have in common. */
export const componentFields = (component: string) => ({
  extraArgs: extraArgs(`Flags of the ${component}, over those that kubeadm sets.`),
  extraEnvs: optional(asInV1Beta1(extraEnvs)),
  extraVolumes: optional(asInV1Beta1(extraVolumes)),
});

/** Settings of a control-plane component that runs as a static Pod. */
export const controlPlaneComponent = (component: string) => optional(struct(`Settings of the ${component}.`, componentFields(component)));
