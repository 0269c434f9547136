import { TemplateError } from '../template-error.ts';
import { printed } from '../testing.ts';

describe('dates in templates', () => {
  test.each([
    {
      rule: 'a date is read as a layout says',
      template:
        '{{ toDate "2006-01-02" "2026-11-21" }} {{ toDate "2006-01-02T15:04:05Z07:00" "2026-11-21T09:52:03.5+02:00" }} {{ toDate "Jan _2 2006 3:04PM" "Nov  7 2026 1:30PM" }}',
      prints: '2026-11-21 00:00:00 +0000 UTC 2026-11-21 09:52:03.5 +0200 +0200 2026-11-07 13:30:00 +0000 UTC',
    },
    {
      rule: 'what cannot be read is the start of the year 1',
      template: '{{ toDate "2006-01-02" "2026-02-29" }} {{ (toDate "2006-01-02" "x").IsZero }}',
      prints: '0001-01-01 00:00:00 +0000 UTC true',
    },
    {
      rule: 'a date is moved',
      template:
        '{{ mustDateModify "-1.5h" (toDate "2006-01-02" "2026-11-21") }} {{ (must_date_modify "24h" (mustToDate "2006-01-02" "2026-11-21")).Day }}',
      prints: '2026-11-20 22:30:00 +0000 UTC 22',
    },
    {
      rule: 'a date has parts',
      template:
        '{{ $t := toDate "2006-01-02 15:04" "2026-11-21 09:52" }}{{ $t.Year }} {{ $t.Month }} {{ $t.Day }} {{ $t.Weekday }} {{ $t.Hour }} {{ $t.YearDay }} {{ $t.Unix }} {{ unixEpoch $t }} {{ $t.AddDate 0 3 15 }}',
      prints: '2026 November 21 Saturday 9 325 1795254720 1795254720 2027-03-08 09:52:00 +0000 UTC',
    },
    {
      rule: 'a date is written as a layout says',
      template:
        '{{ $t := toDate "2006-01-02T15:04:05Z07:00" "2026-11-07T15:02:03.12+05:30" }}{{ $t.Format "Mon Jan _2 3:04:05.000 PM 06 -0700" }}; {{ $t.Format "Monday, 02-January-2006 __2 Z07:00 .999" }}; {{ $t.UTC.Format "15:04 MST" }}',
      prints: 'Sat Nov  7 3:02:03.120 PM 26 +0530; Saturday, 07-November-2026 311 +05:30 .12; 09:32 UTC',
    },
    {
      rule: 'dates are compared',
      template:
        '{{ $t := toDate "2006" "2026" }}{{ $u := toDate "2006" "2027" }}{{ $t.Before $u }} {{ $t.After $u }} {{ $t.Equal $t }} {{ $t.Compare $u }}',
      prints: 'true false true -1',
    },
    { rule: 'a date in JSON is RFC 3339', template: '{{ toDate "2006-01-02" "2026-11-21" | toJson }}', prints: '"2026-11-21T00:00:00Z"' },
    {
      rule: 'seconds are a length of time',
      template: '{{ duration "95" }} {{ duration (int64 3661) }} {{ duration "x" }}',
      prints: '1m35s 1h1m1s 0s',
    },
    {
      rule: 'a length of time is rounded to its largest unit',
      template:
        '{{ durationRound "2h10m5s" }} {{ durationRound "2400h10m5s" }} {{ durationRound "45s" }} {{ durationRound "8761h" }} {{ durationRound "x" }} {{ durationRound "-90m" }}',
      prints: '2h 3mo 45s 1y 0s 1h',
    },
  ])('$rule', ({ template, prints }) => expect(printed(template)).toBe(prints));

  test.each([
    { rule: 'what cannot be read is refused where it must be', template: '{{ mustToDate "2006-01-02" "2026-13-01" }}' },
    {
      rule: 'a date is not moved by what is no length of time',
      template: '{{ mustDateModify "soon" (toDate "2006-01-02" "2026-11-21") }}',
    },
    { rule: 'a text is no date', template: '{{ unixEpoch "2026-11-21" }}' },
  ])('$rule', ({ template }) => expect(() => printed(template)).toThrow(TemplateError));
});
