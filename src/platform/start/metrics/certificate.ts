import { connect as connectPlain, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { connect as connectTls, type TLSSocket } from "node:tls";

const WAIT_MS = 5_000;

/** Reads one reply of an SMTP server, which may have several lines. Throws unless its code is `code`. */
async function reply(lines: AsyncIterator<string>, code: number): Promise<string[]> {
  const read: string[] = [];
  for (;;) {
    const { value, done } = await lines.next();
    if (done) throw new Error("the mail server closed the connection");
    read.push(value);
    if (/^\d{3}-/.test(value)) continue;
    if (!value.startsWith(String(code))) throw new Error(`the mail server answered ${value.slice(0, 3)}`);
    return read;
  }
}

/** Asks an SMTP server to begin TLS. Returns false if it does not offer it. */
async function askForTls(socket: Socket): Promise<boolean> {
  const reader = createInterface({ input: socket });
  const lines = reader[Symbol.asyncIterator]();
  try {
    await reply(lines, 220);
    socket.write("EHLO localhost\r\n");
    const offers = await reply(lines, 250);
    if (!offers.some((line) => /^250[- ]STARTTLS$/i.test(line.trim()))) return false;
    socket.write("STARTTLS\r\n");
    await reply(lines, 220);
    return true;
  } finally {
    reader.close();
    socket.removeAllListeners("data");
  }
}

const handshake = (socket: TLSSocket): Promise<Date> =>
  new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.once("secureConnect", () => resolve(new Date(socket.getPeerCertificate().valid_to)));
  });

/**
 * Returns the last moment at which the certificate of a mail server (`smtps://` or `smtp://` with STARTTLS)
 * is valid. Returns null if the server offers no TLS. Does not verify the certificate: an expired one has a
 * date too. Throws if the server cannot be reached within 5 s.
 */
export async function certificateExpiry(url: string): Promise<Date | null> {
  const { protocol, hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  const tls = { rejectUnauthorized: false, ...(/^[\d.:]+$/.test(host) ? {} : { servername: host }) };
  const secure = protocol === "smtps:";
  const target = { host, port: Number(port) || (secure ? 465 : 587) };
  const first: Socket = secure ? connectTls({ ...target, ...tls }) : connectPlain(target);
  let last = first;
  const failed = new Promise<never>((_, reject) => first.on("error", reject));
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error("the mail server does not answer")), WAIT_MS).unref(),
  );
  const read = async () => {
    if (secure) return handshake(first as TLSSocket);
    if (!(await askForTls(first))) return null;
    const upgraded = connectTls({ socket: first, ...tls });
    last = upgraded;
    return handshake(upgraded);
  };
  try {
    return await Promise.race([read(), late, failed]);
  } finally {
    // The outer socket destroys the one below it. Destroying that one first can crash Node.
    last.destroy();
  }
}
