export { duplicate, forbidden, invalid, notSupported, required, unverifiable, type Finding, type FindingKind } from './finding.ts';
export {
  findings,
  gateOff,
  kindWebhooks,
  type Admission,
  type AnyKindWebhooks,
  type Defaulted,
  type Denial,
  type Gates,
  type KindWebhooks,
  type Ruling,
  type ScaleAdmission,
} from './webhook.ts';
