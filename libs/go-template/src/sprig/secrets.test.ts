import { TemplateError } from '../template-error.ts';
import { printed } from '../testing.ts';

describe('passwords and encryption in templates', () => {
  test.each([
    {
      rule: 'a password follows from words',
      template:
        '{{ derivePassword 1 "long" "password" "user" "example.com" }} {{ derivePassword 1 "pin" "password" "user" "example.com" }} {{ derivePassword 2 "maximum" "pässword" "üser" "example.com" }}',
      prints: 'ZedaFaxcZaso9* 6685 v5!o62KYMJ^F8Jhx)GIo',
    },
    {
      rule: 'there is no password of a kind that there is not',
      template: '{{ derivePassword 1 "nope" "password" "user" "example.com" }}',
      prints: 'cannot find password template nope',
    },
    {
      rule: 'what was encrypted is read back',
      template: '{{ decryptAES "secretkey" "30tEfhuJSVRhpG97XCuWgz2okj7L8vQ1s6V9zVUPeDQ=" }} {{ encryptAES "k" "text" | decryptAES "k" }}',
      prints: 'plaintext text',
    },
    { rule: 'a user name has no colon', template: '{{ htpasswd "a:b" "p" }}', prints: 'invalid username: a:b' },
    {
      rule: 'a password has 72 bytes at most',
      template: '{{ bcrypt (repeat 73 "a") }}',
      prints: 'failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes',
    },
  ])('$rule', ({ template, prints }) => expect(printed(template)).toBe(prints));

  test.each([
    { rule: 'a counter is not below zero', template: '{{ derivePassword -1 "pin" "password" "user" "example.com" }}' },
    {
      rule: 'what was encrypted is not read with another password',
      template: '{{ decryptAES "wrong" "30tEfhuJSVRhpG97XCuWgz2okj7L8vQ1s6V9zVUPeDQ=" }}',
    },
  ])('$rule', ({ template }) => expect(() => printed(template)).toThrow(TemplateError));
});
