import type { FC } from "hono/jsx";
import { DOOR } from "../../text/public/door.ts";
import { HELP } from "../../text/public/pages.ts";

export const HelpPage: FC = () => (
  <div class="narrow">
    <h1>{HELP.title}</h1>
    {HELP.items.map(([question, answer]) => (
      <section>
        <h2>{question}</h2>
        <p>{answer}</p>
      </section>
    ))}
    <section>
      <h2>{DOOR.link}</h2>
      <p>
        <a href="/enterprise">{HELP.employers}</a>
      </p>
    </section>
  </div>
);
