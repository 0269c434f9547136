import { printed } from '../testing.ts';

describe('letter case in templates', () => {
  test.each([
    {
      rule: 'letters are mapped one by one',
      template: '{{ upper "héßi" }} {{ lower "ÀBC" }} {{ swapcase "This Is A.Test" }}',
      prints: 'HÉßI àbc tHIS iS a.tEST',
    },
    {
      rule: 'words have titles',
      template: '{{ title "hello wORLD foo-bar it\'s x_y" }} {{ untitle "Hello World Foo-Bar" }} {{ title "3rd élan" }}',
      prints: "Hello WORLD Foo-Bar It'S X_y hello world foo-Bar 3rd Élan",
    },
    { rule: 'initials are first letters', template: '{{ initials "First Try" }} {{ initials "foo-bar baz" }}', prints: 'FT fb' },
    {
      rule: 'snake case parts words',
      template:
        '{{ snakecase "FirstName" }} {{ snakecase "HTTPServer" }} {{ snakecase "NoHTTPS" }} {{ snakecase "GO PATH" }} {{ snakecase "userID" }}',
      prints: 'first_name http_server no_https go_path user_id',
    },
    {
      rule: 'numbers belong to the word before them unless small letters follow',
      template: '{{ snakecase "Bld4Floor3rd" }} {{ snakecase "http2xx" }} {{ snakecase "Duration2m3s" }} {{ snakecase "X509Certificate" }}',
      prints: 'bld4_floor_3rd http_2xx duration_2m3s x509_certificate',
    },
    {
      rule: 'kebab case parts words',
      template: '{{ kebabcase "KubeadmControlPlane" }} {{ kebabcase "m5.2xLarge" }} {{ kebabcase "v1.30.2+k3s1" }} {{ kebabcase "a__b" }}',
      prints: 'kubeadm-control-plane m5.2x-large v1.30.2-+-k-3s1 a--b',
    },
    {
      rule: 'camel case joins words',
      template:
        '{{ camelcase "http_server" }} {{ camelcase "_complex__case_" }} {{ camelcase "GOLANG_IS_GREAT" }} {{ camelcase "FirstName" }} {{ camelcase "userID_x" }} {{ camelcase "__" }}',
      prints: 'HttpServer _Complex_Case_ GolangIsGreat FirstName UserIDX ___',
    },
  ])('$rule', ({ template, prints }) => expect(printed(template)).toBe(prints));
});
