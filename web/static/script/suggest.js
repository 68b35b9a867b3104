// Suggestions while typing: the ARIA combobox pattern, list autocomplete with manual selection.
(() => {
  const box = document.getElementById("q");
  const form = box && box.form;
  if (!form) return;

  const WAIT_MS = 120; // between the last key and the question
  const RECENT_SHOWN = 3;
  const KINDS = { speaker: "speaker", location: "place", source: "source", title: "headline", word: "word", query: "asked before" };
  // A field that is being typed: speaker:gir, speaker:"Igor Gi
  const FIELD = /(?:^|[\s(-])((speaker|location|source|title|said):(?:"([^"]*)|([^\s"()]*)))$/iu;
  // Words that are being typed, up to the last bracket or quotation mark.
  const WORDS = /[^"()]*$/u;

  const list = document.createElement("ul");
  list.id = "suggestions";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  const voice = document.createElement("p");
  voice.className = "unseen";
  voice.setAttribute("role", "status");
  form.append(list, voice);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
    "aria-haspopup": "listbox",
  })) box.setAttribute(name, value);

  let timer = 0;
  let asking = null;
  let options = [];
  let chosen = -1;

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  // What stands before the cursor: its field, the text to complete, and where that begins in the box.
  const typed = () => {
    const end = box.selectionStart;
    const before = box.value.slice(0, end);
    const field = FIELD.exec(before);
    if (field) {
      const name = field[2].toLowerCase();
      const text = field[3] ?? field[4] ?? "";
      return { field: name === "said" ? "word" : name, prefix: name === "said" ? "said:" : "", text, start: end - field[1].length, end };
    }
    if ((before.match(/"/g) || []).length % 2) return null; // within a phrase
    const text = WORDS.exec(before)[0];
    return /\S$/u.test(text) ? { field: "all", prefix: "", text: text.trim(), start: end - text.trim().length, end } : null;
  };

  // Where in the box the words begin that a value stands for: the longest ending that begins one of its words.
  const beginning = (asked, value) => {
    if (asked.field !== "all") return asked.start;
    const name = ` ${fold(value).replace(/[^\p{L}\p{N}]+/gu, " ")}`;
    const starts = [...asked.text.matchAll(/\S+/gu)].map((word) => word.index).slice(-4);
    const found = starts.find((at) => name.includes(` ${fold(asked.text.slice(at)).replace(/[^\p{L}\p{N}]+/gu, " ").trim()}`));
    return asked.start + (found ?? starts[starts.length - 1] ?? 0);
  };

  const close = () => {
    clearTimeout(timer);
    if (asking) asking.abort();
    asking = null;
    options = [];
    chosen = -1;
    list.hidden = true;
    list.replaceChildren();
    voice.textContent = "";
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };

  const point = (index) => {
    chosen = index;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === index)));
    if (index < 0) {
      box.removeAttribute("aria-activedescendant");
    } else {
      box.setAttribute("aria-activedescendant", list.children[index].id);
      list.children[index].scrollIntoView({ block: "nearest" });
    }
  };

  // What is typed by now: a key or two may have followed the letters for which an option was offered.
  const typedSince = (asked) => {
    const now = typed();
    return now && now.field === asked.field && now.start === asked.start ? now : asked;
  };

  const take = (option) => {
    const { value, field } = option;
    const asked = typedSince(option.asked);
    if (field === "query") {
      close();
      box.value = value;
      return;
    }
    const plain = value.replaceAll('"', "");
    const written = field === "word" ? asked.prefix + value : `${field}:"${plain}"`;
    const start = field === "word" && asked.field === "all" ? asked.end - /\S*$/u.exec(asked.text)[0].length : beginning(asked, value);
    const rest = box.value.slice(asked.end);
    const gap = rest.startsWith(" ") ? "" : " ";
    close();
    box.value = box.value.slice(0, start) + written + gap + rest;
    const cursor = start + written.length + 1;
    box.setSelectionRange(cursor, cursor);
    box.focus();
  };

  const show = (found) => {
    options = found;
    chosen = -1;
    box.removeAttribute("aria-activedescendant");
    list.replaceChildren(...found.map((option, index) => {
      const item = document.createElement("li");
      item.id = `suggestion-${index}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      const value = document.createElement("bdi");
      value.textContent = option.value;
      const kind = document.createElement("span");
      kind.className = "kind";
      kind.textContent = KINDS[option.field] + (option.count ? ` ${option.count.toLocaleString("en")}` : "");
      item.append(value, " ", kind);
      item.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
      item.addEventListener("click", () => take(option));
      return item;
    }));
    list.hidden = !found.length;
    box.setAttribute("aria-expanded", String(Boolean(found.length)));
    voice.textContent = found.length ? `${found.length} suggestion${found.length === 1 ? "" : "s"}, arrow keys to choose` : "";
  };

  const ask = async () => {
    const asked = typed();
    if (!asked || !asked.text) return close();
    if (asking) asking.abort();
    const request = (asking = new AbortController());
    try {
      const field = asked.field === "title" ? "all" : asked.field;
      const address = placed(`/api/suggest?${new URLSearchParams({ q: asked.text.slice(-200), field })}`);
      const answer = await fetch(address, { signal: request.signal });
      if (!answer.ok) return close();
      const members = await answer.json();
      if (request.signal.aborted || document.activeElement !== box) return;
      const whole = box.value.trim().toLowerCase();
      const before = recentSearches().filter((one) => one.toLowerCase().startsWith(whole) && one.toLowerCase() !== whole);
      const queries = before.slice(0, RECENT_SHOWN).map((value) => ({ asked, value, field: "query", count: 0 }));
      const suitable = members.suggestions.filter((one) => asked.field === field || one.field === asked.field);
      show([...queries, ...suitable.map((one) => ({ asked, ...one }))]);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };

  box.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (event.isComposing) return;
    if (!box.value.trim()) return close();
    timer = setTimeout(ask, WAIT_MS);
  });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && event.altKey) {
      if (step < 0) close();
      else ask();
      event.preventDefault();
    } else if (step && !options.length) {
      if (step > 0 && box.value.trim()) {
        ask();
        event.preventDefault();
      }
    } else if (step) {
      const next = chosen + step;
      point(next >= options.length ? -1 : next < -1 ? options.length - 1 : next);
      event.preventDefault();
    } else if (event.key === "Enter" && chosen >= 0) {
      take(options[chosen]);
      event.preventDefault();
    } else if (event.key === "Escape" && !list.hidden) {
      close();
      event.preventDefault();
    } else if (event.key === "Tab" || event.key === "Enter") {
      close();
    } else if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
      close(); // what was suggested was for another place in the box
    }
  });
  box.addEventListener("blur", close);
  form.addEventListener("submit", close);
})();
