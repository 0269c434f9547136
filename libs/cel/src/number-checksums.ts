const cards = /^(?:4\d{12}(?:\d{3})?|5[1-5]\d{14}|6(?:011|5\d\d)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|(?:2131|1800|35\d{3})\d{11})$/;

/** Whether digits are the number of a credit card: by its form, and by the sum in which every other digit counts twice. */
export function holdsChecksum(digits: string): boolean {
  const sum = Array.from(digits)
    .toReversed()
    .reduce((total, digit, index) => {
      const counted = Number(digit) * (index % 2 === 0 ? 1 : 2);
      return total + (counted >= 10 ? (counted % 10) + 1 : counted);
    }, 0);
  return cards.test(digits) && sum % 10 === 0;
}

const bare = (text: string): string => text.replaceAll(/[\s-]+/g, '');

/** Whether a text is an ISBN of ten digits, of which the last may be X for ten. */
export function isIsbn10(text: string): boolean {
  const number = bare(text);
  const sum = Array.from(number).reduce((total, digit, index) => total + (index + 1) * (digit === 'X' ? 10 : Number(digit)), 0);
  return /^(?:\d{9}X|\d{10})$/.test(number) && sum % 11 === 0;
}

/** Whether a text is an ISBN of thirteen digits. */
export function isIsbn13(text: string): boolean {
  const number = bare(text);
  const sum = Array.from(number.slice(0, 12)).reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return /^\d{13}$/.test(number) && Number(number[12]) === (10 - (sum % 10)) % 10;
}
