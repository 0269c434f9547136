import { TemplateError } from '../template-error.ts';
import { printed } from '../testing.ts';

describe('URLs in templates', () => {
  test.each([
    {
      rule: 'a URL is taken apart',
      template: '{{ urlParse "http://admin:s%40cret@Ex.com:8080/a%20b?list=false#anchor" }}',
      prints:
        'map[fragment:anchor host:Ex.com:8080 hostname:Ex.com opaque: path:/a b query:list=false scheme:http userinfo:admin:s%40cret]',
    },
    {
      rule: 'a URL need not have a host',
      template: '{{ urlParse "mailto:x@y.z" }} {{ urlParse "/path?q=1" }} {{ urlParse "" }}',
      prints:
        'map[fragment: host: hostname: opaque:x@y.z path: query: scheme:mailto userinfo:] map[fragment: host: hostname: opaque: path:/path query:q=1 scheme: userinfo:] map[fragment: host: hostname: opaque: path: query: scheme: userinfo:]',
    },
    {
      rule: 'an address stands in brackets',
      template: '{{ (urlParse "https://[::1]:6443/x").hostname }} {{ (urlParse "https://[::1]:6443/x").host }}',
      prints: '::1 [::1]:6443',
    },
    {
      rule: 'a URL is put together',
      template:
        '{{ urlJoin (dict "scheme" "https" "host" "h:1" "path" "a b" "query" "q=1" "fragment" "f" "userinfo" "u:p") }} {{ urlJoin (dict "path" "a:b") }} {{ urlJoin (dict "scheme" "mailto" "opaque" "x@y") }}',
      prints: 'https://u:p@h:1/a%20b?q=1#f ./a:b mailto:x@y',
    },
    {
      rule: 'a URL comes back as it was',
      template: '{{ urlJoin (urlParse "https://u:p@h:1/a/b?q=1#f") }}',
      prints: 'https://u:p@h:1/a/b?q=1#f',
    },
  ])('$rule', ({ template, prints }) => expect(printed(template)).toBe(prints));

  test.each([
    { rule: 'what is no URL is refused', template: '{{ urlParse "http://h:port/" }}' },
    { rule: 'half an escape is refused', template: '{{ urlParse "/%zz" }}' },
    { rule: 'a blank in a host is refused', template: '{{ urlParse "http://a b/" }}' },
    { rule: 'a colon needs a scheme in front', template: '{{ urlParse "1http://x" }}' },
    { rule: 'parts of a URL are texts', template: '{{ urlJoin (dict "host" 1) }}' },
    { rule: 'user names have no blanks', template: '{{ urlJoin (dict "host" "h" "userinfo" "a b") }}' },
  ])('$rule', ({ template }) => expect(() => printed(template)).toThrow(TemplateError));
});
