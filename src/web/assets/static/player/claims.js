/* The checks of what was said, newest first. Words and the shape of an entry are those of the page. ES2017. */
const SHOWN_MAX = 3;

/* Returns the function that makes the entry of a check. `words` are those of the page. */
export function claimEntries(words) {
  const fill = (text, places) =>
    text.replace(/\{(\w+)\}/g, (all, name) => (name in places ? places[name] : all));
  const grouped = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

  function payText({ minYuan, maxYuan, period }) {
    const unit = period ? words.unit[period] : words.yuan;
    if (minYuan !== null && maxYuan !== null) {
      const from = grouped(minYuan);
      return minYuan === maxYuan ? `${from} ${unit}` : `${from}–${grouped(maxYuan)} ${unit}`;
    }
    return fill(minYuan !== null ? words.from : words.upTo, {
      n: grouped(minYuan !== null ? minYuan : maxYuan),
      unit,
    });
  }

  function valueText(topic, value) {
    const { values, number } = words.subject[topic];
    if (value === null) return "";
    if (typeof value === "object") return payText(value);
    if (typeof value === "number" && number) return fill(number, { n: String(value) });
    const known = values && values[String(value)];
    return known || String(value);
  }

  const apart = (text) => (/^\d/.test(text) ? ` ${text}` : text);

  function sentence({ topic, verdict, said, written }) {
    const template = words.sentence[written === null && verdict === "unclear" ? "notInPosting" : verdict];
    return fill(template, {
      name: words.subject[topic].name,
      said: apart(valueText(topic, said)),
      written: apart(valueText(topic, written)),
    });
  }

  function element(name, text, className) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function entry(claim) {
    const item = element("li", "", "card");
    item.dataset.claim = claim.id;
    const quote = element("p");
    quote.append(element("b", fill(words.quote, { said: claim.said })));
    const findings = element("ul", "", "list");
    for (const finding of claim.findings) {
      const line = element("p");
      const status = element("span", words.verdict[finding.verdict], `status ${words.kind[finding.verdict]}`);
      line.append(status, ` ${sentence(finding)}`);
      const one = element("li");
      one.append(line);
      findings.append(one);
    }
    item.append(quote, element("p", claim.title, "quiet small"), findings);
    if (claim.findings.some(({ verdict }) => !words.settled.includes(verdict))) {
      item.append(element("p", words.decides));
    }
    if (claim.correction) {
      const corrected = element("p");
      corrected.append(element("b", words.corrected), claim.correction);
      item.append(corrected);
    }
    return item;
  }
  return entry;
}

export function openClaims(place) {
  const list = place.querySelector("[data-claim-list]");
  const entry = claimEntries(JSON.parse(place.dataset.words));

  /* Shows a new check on top, a corrected one in its place, and removes one that was taken back. */
  function show(claim) {
    const old = list.querySelector(`[data-claim="${CSS.escape(claim.id)}"]`);
    if (claim.withdrawn) {
      if (old) old.remove();
    } else if (old) {
      old.replaceWith(entry(claim));
    } else if (!claim.correctedAt) {
      list.prepend(entry(claim));
      while (list.children.length > SHOWN_MAX) list.lastElementChild.remove();
    }
    place.hidden = list.children.length === 0;
  }
  return { show };
}
