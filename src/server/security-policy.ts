/**
 * The Content-Security-Policy of the page: everything comes from the page's own origin. It stands in the built page as
 * a meta element and is sent by our server as a header. Workers start from a `blob:` module so that they inherit it.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
