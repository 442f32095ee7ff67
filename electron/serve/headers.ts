/**
 * The headers of every response, whichever host serves it. Cross-origin isolation gives the engine threads;
 * the policy lets nothing in that is not part of the bundle.
 */
const PAGE_POLICY = {
  "default-src": "'none'",
  "script-src": "'self'",
  "worker-src": "'self' blob:",
  // Mantine and KaTeX write style elements and attributes at run time.
  "style-src": "'self' 'unsafe-inline'",
  "img-src": "'self' blob: data:",
  "font-src": "'self' data:",
  "connect-src": "'self' blob: data:",
  "manifest-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
  "frame-ancestors": "'none'",
} as const;

/** A worker takes its policy from its script's response: TensorFlow.js compiles WASM and starts its threads from blobs. */
const WORKER_POLICY = { ...PAGE_POLICY, "script-src": "'self' blob: 'wasm-unsafe-eval'" } as const;

const REFUSED_FEATURES = [
  "camera",
  "microphone",
  "geolocation",
  "display-capture",
  "usb",
  "serial",
  "hid",
  "midi",
  "payment",
] as const;

export function securityHeaders(contentType: string): Readonly<Record<string, string>> {
  const policy = isScript(contentType) ? WORKER_POLICY : PAGE_POLICY;
  return {
    "Content-Security-Policy": formatPolicy(policy),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": REFUSED_FEATURES.map((feature) => `${feature}=()`).join(", "),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
  };
}

function isScript(contentType: string): boolean {
  return contentType.startsWith("text/javascript");
}

function formatPolicy(policy: Readonly<Record<string, string>>): string {
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join("; ");
}
