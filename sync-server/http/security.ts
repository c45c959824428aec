// Security headers, and the check that an unsafe request comes from our own pages.
// Invariant: every answer carries these headers; a route may add headers but not weaken these.
import type { MiddlewareHandler } from 'hono';
import type { AppContext } from './context.ts';
import { answerError } from './wire-errors.ts';

// style-src needs 'unsafe-inline': Mantine puts its theme variables and responsive props into <style> elements and style
// attributes at run time. Scripts stay strict; 'wasm-unsafe-eval' lets PGlite compile its WebAssembly and allows no eval.
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  // https: a person's focus music may be an address anywhere.
  "media-src 'self' blob: data: https:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const PERMISSIONS_POLICY =
  'camera=(self), geolocation=(), microphone=(self), payment=(), usb=(), serial=(), browsing-topics=(), ' +
  'autoplay=(self), fullscreen=(self), screen-wake-lock=(self)';

export function securityHeaders(isHttps: boolean): Record<string, string> {
  return {
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': PERMISSIONS_POLICY,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    ...(isHttps && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
  };
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Prevents cross-site request forgery: an unsafe request must come from a page of this origin, including its scheme, or from no
 * page (programs send neither header). A server with an https address accepts no request from a plain-http page of the same
 * host, because anybody on the network path could have written that page. The session cookie is also SameSite=Lax.
 */
export function sameOriginOnly(publicUrl: string | undefined): MiddlewareHandler<AppContext> {
  const publicOrigin = publicUrl && new URL(publicUrl).origin;
  const isHttps = publicOrigin?.startsWith('https:') ?? false;
  return async (c, next) => {
    if (!SAFE_METHODS.has(c.req.method)) {
      const origin = c.req.header('origin');
      const fetchSite = c.req.header('sec-fetch-site');
      const isOurs =
        origin === undefined
          ? fetchSite === undefined || fetchSite === 'same-origin' || fetchSite === 'none'
          : origin === publicOrigin || (!isHttps && origin === `http://${c.req.header('host')}`);
      if (!isOurs) return answerError(c, { code: 'forbidden', detail: 'The request came from another site.' });
    }
    return next();
  };
}

const BODY_TYPES = new Set(['application/json', 'application/offset+octet-stream', 'application/x-ndjson']);

/**
 * Refuses bodies of the types that a form of any site can send without asking first (form fields, plain text), and bodies of no type.
 * Everything here takes JSON, or lines of it; uploads take the type of tus, which a form cannot send either.
 */
export function jsonOnly(): MiddlewareHandler<AppContext> {
  return async (c, next) => {
    if (!SAFE_METHODS.has(c.req.method) && hasBody(c.req.raw.headers)) {
      const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
      if (!BODY_TYPES.has(type)) return answerError(c, { code: 'bad_request', detail: 'The body must be JSON.' });
    }
    return next();
  };
}

const hasBody = (headers: Headers): boolean =>
  headers.has('transfer-encoding') || !['0', null].includes(headers.get('content-length'));
