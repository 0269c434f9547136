import { TemplateError } from '../template-error.ts';
import { printed } from '../testing.ts';

describe('versions in templates', () => {
  test.each([
    {
      rule: 'what is not written is zero',
      template: '{{ semver "v1.30" }} {{ semver "1" }} {{ semver "1.2.3-beta.1+build.5" }}',
      prints: '1.30.0 1.0.0 1.2.3-beta.1+build.5',
    },
    {
      rule: 'a version has parts',
      template:
        '{{ $v := semver "v1.30.2-rc.1+k3s1" }}{{ $v.Major }} {{ $v.Minor }} {{ $v.Patch }} {{ $v.Prerelease }} {{ $v.Metadata }} {{ $v.Original }}',
      prints: '1 30 2 rc.1 k3s1 v1.30.2-rc.1+k3s1',
    },
    {
      rule: 'a version is counted up',
      template: '{{ $v := semver "1.30.2-rc.1" }}{{ $v.IncMajor }} {{ $v.IncMinor }} {{ $v.IncPatch }} {{ (semver "1.2.3").IncPatch }}',
      prints: '2.0.0 1.31.0 1.30.2 1.2.4',
    },
    {
      rule: 'a version gets other endings',
      template: '{{ (semver "1.2.3").SetPrerelease "beta.1" }} {{ (semver "1.2.3").SetMetadata "x" }}',
      prints: '1.2.3-beta.1 1.2.3+x',
    },
    {
      rule: 'versions are ordered',
      template:
        '{{ (semver "1.2.3").Compare (semver "1.10.0") }} {{ semver "1.2.3" | (semver "1.2.3-rc.1").LessThan }} {{ (semver "1.2.3+a").Equal (semver "1.2.3+b") }} {{ (semver "1.0.0-rc.2").Compare (semver "1.0.0-rc.10") }}',
      prints: '-1 true true -1',
    },
    {
      rule: 'parts are compared with numbers',
      template: '{{ ge (semver "1.30.0").Minor 30 }} {{ add (semver "1.30.0").Minor 1 }}',
      prints: 'true 31',
    },
  ])('$rule', ({ template, prints }) => expect(printed(template)).toBe(prints));

  test.each([
    { rule: 'an ending must be one', template: '{{ (semver "1.2.3").SetPrerelease "beta..1" }}' },
    { rule: 'what is no version is refused', template: '{{ semver "1.2.x" }}' },
    { rule: 'numbers of a prerelease have no zero in front', template: '{{ semver "1.2.3-01" }}' },
    { rule: 'a version cannot be asked for anything', template: '{{ (semver "1.2.3").Nope }}' },
    { rule: 'a version is compared with versions', template: '{{ (semver "1.2.3").Compare "1.2.3" }}' },
  ])('$rule', ({ template }) => expect(() => printed(template)).toThrow(TemplateError));
});
