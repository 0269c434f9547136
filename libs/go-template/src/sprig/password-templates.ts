const vowels = 'AEIOU';
const consonants = 'BCDFGHJKLMNPQRSTVWXYZ';
const capitals = vowels + consonants;
const letters = vowels + vowels.toLowerCase() + consonants + consonants.toLowerCase();
const digits = '0123456789';

/** What each letter of a template stands for, as the Master Password algorithm has it. */
export const passwordLetters: Readonly<Record<string, string>> = {
  V: vowels,
  C: consonants,
  v: vowels.toLowerCase(),
  c: consonants.toLowerCase(),
  A: capitals,
  a: letters,
  n: digits,
  o: "@&%?,=[]_:-+*$#!'^~;()/.",
  x: `${letters}${digits}!@#$%^&*()`,
};

const words = (text: string): readonly string[] => text.split(' ');

/** What passwords of a type look like. */
export const passwordTemplates: Readonly<Record<string, readonly string[]>> = {
  maximum: words('anoxxxxxxxxxxxxxxxxx axxxxxxxxxxxxxxxxxno'),
  long: words(
    'CvcvnoCvcvCvcv CvcvCvcvnoCvcv CvcvCvcvCvcvno CvccnoCvcvCvcv CvccCvcvnoCvcv CvccCvcvCvcvno CvcvnoCvccCvcv CvcvCvccnoCvcv ' +
      'CvcvCvccCvcvno CvcvnoCvcvCvcc CvcvCvcvnoCvcc CvcvCvcvCvccno CvccnoCvccCvcv CvccCvccnoCvcv CvccCvccCvcvno CvcvnoCvccCvcc ' +
      'CvcvCvccnoCvcc CvcvCvccCvccno CvccnoCvcvCvcc CvccCvcvnoCvcc CvccCvcvCvccno',
  ),
  medium: words('CvcnoCvc CvcCvcno'),
  short: words('Cvcn'),
  basic: words('aaanaaan aannaaan aaannaaa'),
  pin: words('nnnn'),
};
