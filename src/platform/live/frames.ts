/**
 * `seq` counts from 1 without a gap per topic. `data` is sent as JSON. `event` names the kind of event, where
 * a topic has several; a browser hears it under this name.
 */
export type LiveEvent = { topic: string; seq: number; data: unknown; event?: string };
/** A topic that has ended, with the reason that its listeners get. */
export type EndedTopic = { topic: string; data: string };

/** Listeners reconnect after 3 to 13 seconds, chosen at random so that they do not all reconnect at once. */
const RETRY_MS = { least: 3_000, spread: 10_000 };

const utf8 = new TextEncoder();
/** A name is a word. Anything else in it could forge a line of the stream. */
const named = (event: string) => `event: ${event.replace(/[^\w-]/g, "")}\n`;
export const frame = ({ seq, data, event }: LiveEvent) =>
  utf8.encode(`id: ${seq}\n${event ? named(event) : ""}data: ${JSON.stringify(data)}\n\n`);
export const endFrame = ({ data }: EndedTopic) =>
  utf8.encode(`event: end\ndata: ${data.replace(/[\r\n]+/g, " ")}\n\n`);
export const resetFrame = (seq: number) => utf8.encode(`id: ${seq}\nevent: reset\ndata: ${seq}\n\n`);
export const retryLine = () =>
  utf8.encode(`retry: ${Math.round(RETRY_MS.least + Math.random() * RETRY_MS.spread)}\n\n`);
export const SIGN_OF_LIFE = utf8.encode(":\n\n");
