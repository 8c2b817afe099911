import type { FC } from "hono/jsx";
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
  </div>
);
