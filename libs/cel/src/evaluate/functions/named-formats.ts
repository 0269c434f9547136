import { holdsFormat } from '../../formats.ts';
import { instance, text, type CelFunctions } from '../arguments.ts';
import { CelOptional, Opaque } from '../values.ts';

/** A rule for texts that has a name. */
class NamedFormat extends Opaque {
  readonly typeName = 'kubernetes.NamedFormat';
  readonly name: string;
  constructor(name: string) {
    super();
    this.name = name;
  }
  equals(other: Opaque): boolean {
    return other instanceof NamedFormat && this.name === other.name;
  }
}

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const oldLabel = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const name = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

const within = (most: number, pattern: RegExp) => (value: string) => value.length <= most && pattern.test(value);
/** What is put before something that makes a name unique may end in a dash. */
const prefix = (holds: (value: string) => boolean) => (value: string) => holds(value.replace(/-$/, 'a'));

const checks: Readonly<Record<string, (value: string) => boolean>> = {
  dns1123Label: within(63, label),
  dns1123LabelPrefix: prefix(within(63, label)),
  dns1123Subdomain: within(253, subdomain),
  dns1123SubdomainPrefix: prefix(within(253, subdomain)),
  dns1035Label: within(63, oldLabel),
  dns1035LabelPrefix: prefix(within(63, oldLabel)),
  labelValue: (value) => value === '' || within(63, name)(value),
  qualifiedName: isQualifiedName,
  ...Object.fromEntries(['byte', 'date', 'datetime', 'uri', 'uuid'].map((each) => [each, (value: string) => holdsFormat(value, each)])),
};

function isQualifiedName(value: string): boolean {
  const [last = '', ...before] = value.split('/').toReversed();
  const [domain] = before;
  return before.length <= 1 && within(63, name)(last) && (domain === undefined || within(253, subdomain)(domain));
}

export const formatFunctions: CelFunctions = {
  ...Object.fromEntries(Object.keys(checks).map((each) => [`format.${each}`, () => new NamedFormat(each)])),
  'format.named': (value) => (Object.hasOwn(checks, text(value)) ? new CelOptional(new NamedFormat(text(value))) : CelOptional.none),
};

export const formatMethods: CelFunctions = {
  validate: (format, value) => {
    const { name: called } = instance(format, NamedFormat);
    return checks[called]?.(text(value)) === false ? new CelOptional([`must be a ${called}`]) : CelOptional.none;
  },
};
