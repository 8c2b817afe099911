import { connect, type Socket } from "node:net";

export type Answer = { status: number; text: string };
/** A request of the JSON API: a path below the origin, the caller's session if any, headers, and the body. */
export type Post = { path: string; token?: string; headers?: Record<string, string>; body: unknown };

const head = ({ path, token, headers = {} }: Post, length: number): string =>
  [
    `POST ${path} HTTP/1.1`,
    "host: 127.0.0.1",
    ...(token ? [`authorization: Bearer ${token}`] : []),
    "content-type: application/json",
    `content-length: ${length}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ].join("\r\n");

/** Returns the response at the start of `received`, or null while a part of it is missing. */
function answerIn(received: Buffer): Answer | null {
  const end = received.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const top = received.toString("latin1", 0, end);
  const length = /\r\ncontent-length: *(\d+)/i.exec(top)?.[1];
  if (length === undefined) throw new Error(`a response without a length: ${top}`);
  if (received.length < end + 4 + Number(length)) return null;
  return { status: Number(top.slice(9, 12)), text: received.toString("utf8", end + 4) };
}

export type Wire = { post(post: Post): Promise<Answer>; close(): void };

/**
 * Opens one connection that sends one request after the other. The client is minimal, because it shares the
 * machine with the server.
 */
export async function openWire(port: number): Promise<Wire> {
  const socket = await new Promise<Socket>((resolve, reject) => {
    const opened = connect({ port, host: "127.0.0.1", noDelay: true }, () => resolve(opened));
    opened.once("error", reject);
  });
  return {
    close: () => socket.destroy(),
    post: (post) => {
      const body = JSON.stringify(post.body);
      return new Promise((resolve, reject) => {
        let received: Buffer = Buffer.alloc(0);
        const onClose = () => reject(new Error("the server closed the connection before it answered"));
        const end = (settle: () => void) => {
          socket.off("data", onData).off("error", reject).off("close", onClose);
          settle();
        };
        const onData = (piece: Buffer) => {
          received = received.length === 0 ? piece : Buffer.concat([received, piece]);
          try {
            const answer = answerIn(received);
            if (answer) end(() => resolve(answer));
          } catch (error) {
            end(() => reject(error));
          }
        };
        socket.on("data", onData).once("error", reject).once("close", onClose);
        socket.write(`${head(post, Buffer.byteLength(body))}\r\n\r\n${body}`);
      });
    },
  };
}
