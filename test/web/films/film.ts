import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { DESK, PHONE } from "../../support/browser.ts";
import { ROOT } from "../../support/sources.ts";
import { sideways } from "../visit.ts";
import { Visitor } from "../visitor.ts";

const FILMS = join(ROOT, "test-output", "films");

/** True if the first message or panel of the page stands in the part that a person sees without scrolling. */
const IN_SIGHT = `(() => {
  const said = document.querySelector("main :is(.notice, .panel h1, .errors)");
  const { top } = said ? said.getBoundingClientRect() : { top: 0 };
  return top >= 0 && top < innerHeight * 0.75;
})()`;

/**
 * A person whose journey is kept as pictures: each page whole, in the window of a phone and of a desk.
 * Counts the pictures, taps and keys.
 */
export class Film extends Visitor {
  keys = 0;
  #frames = 0;

  /** Shoots the page in both windows, and checks that nothing is wider than either. */
  override async look(name: string): Promise<void> {
    const folder = join(FILMS, this.name);
    // Pictures of an earlier run may have other names.
    if (this.#frames === 0) rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    this.#frames += 1;
    const file = `${String(this.#frames).padStart(2, "0")}-${name}`;
    for (const [size, window] of [
      ["desk", DESK],
      ["phone", PHONE],
    ] as const) {
      await this.page.setViewportSize(window);
      expect(await sideways(this.page), `${name} ${size}`).toBeLessThanOrEqual(0);
      const path = join(folder, `${file}-${size}.png`);
      await this.page.screenshot({ path, fullPage: true });
    }
  }

  /** Shoots the answer to an act, which must stand on the visible part of a phone's page. */
  async answer(name: string): Promise<void> {
    await this.page.setViewportSize(PHONE);
    expect(await this.page.evaluate(IN_SIGHT), `${name}: the answer is in sight`).toBe(true);
    await this.look(name);
  }

  /** Presses keys in order and counts them. Waits for the next page after the last one. */
  async press(...keys: string[]): Promise<void> {
    this.keys += keys.length;
    for (const key of keys.slice(0, -1)) await this.page.keyboard.press(key);
    await Promise.all([this.page.waitForEvent("load"), this.page.keyboard.press(keys.at(-1) ?? "")]);
  }
}
