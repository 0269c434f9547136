import { calendarOf, type GoTime, type Zone } from './go-time.ts';
import { months, readLayout, weekdays } from './layout.ts';

/** Writes a time as the layout writes Go's reference time. */
export const formatTime = (time: GoTime, layout: string): string =>
  readLayout(layout)
    .map((piece) => (piece.kind === 'text' ? piece.text : formatPart(time, piece.part)))
    .join('');

const digits = (value: number, count: number, fill = '0'): string => (value < 0 ? '-' : '') + String(Math.abs(value)).padStart(count, fill);

function formatPart(time: GoTime, part: string): string {
  const { year, month, day, hour, minute, second, nanosecond, weekday, yearDay } = calendarOf(time);
  switch (part) {
    case '2006':
      return digits(year, 4);
    case '06':
      return digits(year % 100, 2);
    case 'January':
      return months[month - 1] ?? '';
    case 'Jan':
      return months[month - 1]?.slice(0, 3) ?? '';
    case '01':
      return digits(month, 2);
    case '1':
      return String(month);
    case 'Monday':
      return weekdays[weekday] ?? '';
    case 'Mon':
      return weekdays[weekday]?.slice(0, 3) ?? '';
    case '02':
      return digits(day, 2);
    case '_2':
      return digits(day, 2, ' ');
    case '2':
      return String(day);
    case '002':
      return digits(yearDay, 3);
    case '__2':
      return digits(yearDay, 3, ' ');
    case '15':
      return digits(hour, 2);
    case '03':
      return digits(hour % 12 || 12, 2);
    case '3':
      return String(hour % 12 || 12);
    case '04':
      return digits(minute, 2);
    case '4':
      return String(minute);
    case '05':
      return digits(second, 2);
    case '5':
      return String(second);
    case 'PM':
      return hour >= 12 ? 'PM' : 'AM';
    case 'pm':
      return hour >= 12 ? 'pm' : 'am';
    case 'MST':
      return time.zone.name === '' ? formatOffset(time.zone, '-0700') : time.zone.name;
    default:
      return /^[.,]/.test(part) ? formatFraction(nanosecond, part) : formatOffset(time.zone, part);
  }
}

function formatFraction(nanosecond: number, part: string): string {
  const written = part.slice(0, 1) + digits(nanosecond, 9).slice(0, part.length - 1);
  return part.includes('9') ? written.replace(/[.,]?0*$/, '') : written;
}

/** `-07:00` and its like; with a Z in front Greenwich is `Z`. */
function formatOffset({ offset }: Zone, part: string): string {
  if (part.startsWith('Z') && offset === 0) return 'Z';
  const size = Math.abs(offset);
  const numbers = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60].map((each) => digits(each, 2));
  const count = part.replaceAll(/\D/g, '').length / 2;
  return (offset < 0 ? '-' : '+') + numbers.slice(0, count).join(part.includes(':') ? ':' : '');
}
