import { type Outbound, OutboundError, readUrl } from "./outbound.ts";

/**
 * Calls another server from the edge build (Cloudflare Workers), which has no network of its own to protect.
 * Redirects are refused; the total time and the size are bounded.
 */
export const edgeFetch: Outbound = async (text, request) => {
  const { method = "GET", headers = {}, body = null, totalMs, maxBytes, signal } = request;
  const url = readUrl(text);
  const signals = [AbortSignal.timeout(totalMs), ...(signal ? [signal] : [])];
  try {
    const answer = await fetch(url, {
      method,
      headers,
      body: body as BodyInit | null,
      redirect: "manual",
      signal: AbortSignal.any(signals),
    });
    if (answer.type === "opaqueredirect" || (answer.status >= 300 && answer.status < 400))
      throw new OutboundError("REDIRECT_REFUSED");
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (bytes.length > maxBytes) throw new OutboundError("TOO_LARGE");
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: bytes };
  } catch (error) {
    if (error instanceof OutboundError) throw error;
    if (signal?.aborted) throw new OutboundError("STOPPED", error);
    const timedOut = error instanceof Error && error.name === "TimeoutError";
    throw new OutboundError(timedOut ? "TOO_SLOW" : "UNREACHABLE", error);
  }
};
