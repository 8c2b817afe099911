/* Reads another page of this site and takes parts of it into this one, so that the picture goes on. ES2017. */

/* The style of another page has that page's nonce, and the browser reports it as a violation here. */
const STYLES = /<style\b[^>]*>[^<]*<\/style>/g;

/* Returns the document of a page, also of one that says what is wrong. Throws without an answer. */
export async function readPage(address, init) {
  const answer = await fetch(address, Object.assign({ headers: { accept: "text/html" } }, init));
  const page = new DOMParser().parseFromString((await answer.text()).replace(STYLES, ""), "text/html");
  return { page, ok: answer.ok };
}

/* Replaces a part by the same part of another page. Returns the new part; null if one of both lacks it. */
export function takePart(page, selector) {
  const [here, there] = [document.querySelector(selector), page.querySelector(selector)];
  if (!here || !there) return null;
  here.replaceWith(there);
  return there;
}
